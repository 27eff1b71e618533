package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.contract.ContractRun;
import io.github.p2pdi.testkit.PeerRegistryContract;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the contract of registries on broken ones. */
class PeerRegistryContractTest {
    @ParameterizedTest
    @EnumSource
    void eachFaultIsFound(RegistryFault fault) {
        ContractRun run = ContractRun.of(FaultyRegistry.class, fault);

        assertTrue(run.failed().containsAll(fault.foundBy()), () -> "found by " + run.failed());
        assertTrue(run.succeeded() > 0, "one fault does not break everything");
    }

    /** One of the tests is of two rules. */
    @Test
    void everyRuleHasATest() {
        Set<String> tests = ContractRun.ruleTests(PeerRegistryContract.class);
        Set<String> rules = IntStream.rangeClosed(1, 16)
                .mapToObj(number -> String.format("%02d", number))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> tested = rules.stream()
                .filter(rule -> tests.stream().anyMatch(name -> name.contains(rule)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(rules, tested);
    }
}
