package io.github.p2pdi.impl.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.testkit.TransportContract;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the contract on broken transports: a kit that finds nothing there proves nothing elsewhere. */
@Isolated("the contract counts what the whole JVM has open")
@Timeout(120)
class TransportContractTest {
    @ParameterizedTest
    @EnumSource
    void eachFaultIsFoundByTheTestsOfItsRule(Fault fault) {
        TestExecutionSummary summary = run(fault);

        Set<String> failed = summary.getFailures().stream()
                .map(failure -> method(failure.getTestIdentifier()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(fault.foundBy()), failed, () -> report(summary));
        assertTrue(summary.getTestsFoundCount() > 0, "no tests of " + fault.rule());
    }

    @Test
    void everyRuleHasATestAndAFault() {
        Set<String> rules = IntStream.rangeClosed(1, 10)
                .mapToObj(number -> String.format("rule%02d", number))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                rules,
                prefixes(Arrays.stream(TransportContract.class.getDeclaredMethods())
                        .filter(method -> !method.isSynthetic())
                        .map(Method::getName)
                        .filter(name -> name.startsWith("rule"))
                        .collect(Collectors.toSet())));
        assertEquals(
                rules,
                prefixes(Arrays.stream(Fault.values())
                        .flatMap(fault -> fault.foundBy().stream())
                        .collect(Collectors.toSet())));
    }

    private static TestExecutionSummary run(Fault fault) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(FaultyTransport.class))
                .filters((PostDiscoveryFilter) test -> FilterResult.includedIf(test.getSource()
                        .map(source -> !(source instanceof MethodSource method)
                                || method.getMethodName().startsWith(fault.rule()))
                        .orElse(true)))
                .configurationParameter(FaultyTransport.FAULT, fault.name())
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }

    private static String method(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getMethodName())
                .orElseGet(test::getDisplayName);
    }

    private static Set<String> prefixes(Set<String> names) {
        return names.stream()
                .map(name -> name.substring(0, "rule00".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String report(TestExecutionSummary summary) {
        return summary.getFailures().stream()
                .map(failure -> method(failure.getTestIdentifier()) + ": " + failure.getException())
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
