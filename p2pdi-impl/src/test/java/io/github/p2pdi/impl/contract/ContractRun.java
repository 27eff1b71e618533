package io.github.p2pdi.impl.contract;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A run of a contract on something with a fault: a kit that finds nothing there proves nothing elsewhere. Immutable. */
public final class ContractRun {
    private static final String RULE = "rule";
    private static final int PREFIX = "rule00".length();

    private final TestExecutionSummary summary;

    private ContractRun(TestExecutionSummary summary) {
        this.summary = summary;
    }

    /**
     * Runs tests of a contract.
     *
     * @param faulty a class that extends the contract, and is given the fault by {@link FaultOfTheRun}
     * @param fault what is wrong
     * @param prefix what the names of the tests begin with that are run
     */
    public static ContractRun of(Class<?> faulty, Enum<?> fault, String prefix) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(faulty))
                                .filters((PostDiscoveryFilter) test -> FilterResult.includedIf(test.getSource()
                                        .map(source -> !(source instanceof MethodSource method)
                                                || method.getMethodName().startsWith(prefix))
                                        .orElse(true)))
                                .configurationParameter(FaultOfTheRun.FAULT, fault.name())
                                .build(),
                        listener);
        return new ContractRun(listener.getSummary());
    }

    /** Runs all tests of a contract. */
    public static ContractRun of(Class<?> faulty, Enum<?> fault) {
        return of(faulty, fault, "");
    }

    /** The names of the tests that failed. */
    public Set<String> failed() {
        return summary.getFailures().stream()
                .map(failure -> method(failure.getTestIdentifier()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How many tests were found. */
    public long found() {
        return summary.getTestsFoundCount();
    }

    /** How many tests succeeded. */
    public long succeeded() {
        return summary.getTestsSucceededCount();
    }

    /** How many tests were begun and not ended, or not even begun. */
    public long leftOut() {
        return summary.getTestsAbortedCount() + summary.getTestsSkippedCount();
    }

    /** Which tests failed, and how. */
    public String report() {
        return summary.getFailures().stream()
                .map(failure -> method(failure.getTestIdentifier()) + ": " + failure.getException())
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String method(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getMethodName())
                .orElseGet(test::getDisplayName);
    }

    /** So many rules, as the names of their tests begin. */
    public static Set<String> rules(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> String.format(RULE + "%02d", number))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The rules that these tests are of. */
    public static Set<String> rules(Collection<String> tests) {
        return tests.stream()
                .filter(name -> name.startsWith(RULE))
                .map(name -> name.substring(0, PREFIX))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The tests of rules that a contract has. */
    public static Set<String> ruleTests(Class<?> contract) {
        return Arrays.stream(contract.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .filter(name -> name.startsWith(RULE))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
