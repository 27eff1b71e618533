package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.testkit.PeerRegistryContract;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the contract of registries on broken ones: a kit that finds nothing there proves nothing elsewhere. */
class PeerRegistryContractTest {
    @ParameterizedTest
    @EnumSource
    void eachFaultIsFound(RegistryFault fault) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(FaultyRegistry.class))
                .configurationParameter(FaultyRegistry.FAULT, fault.name())
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        TestExecutionSummary summary = listener.getSummary();

        Set<String> failed = summary.getFailures().stream()
                .map(failure -> method(failure.getTestIdentifier()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(failed.containsAll(fault.foundBy()), () -> "found by " + failed);
        assertTrue(summary.getTestsSucceededCount() > 0, "one fault does not break everything");
    }

    @Test
    void everyRuleHasATest() {
        Set<String> tests = Arrays.stream(PeerRegistryContract.class.getDeclaredMethods())
                .map(method -> method.getName())
                .filter(name -> name.startsWith("rule"))
                .collect(Collectors.toSet());
        Set<String> rules = IntStream.rangeClosed(1, 15)
                .mapToObj(number -> String.format("%02d", number))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> tested = rules.stream()
                .filter(rule -> tests.stream().anyMatch(name -> name.contains(rule)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(rules, tested);
    }

    private static String method(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source).getMethodName())
                .orElse(test.getDisplayName());
    }
}
