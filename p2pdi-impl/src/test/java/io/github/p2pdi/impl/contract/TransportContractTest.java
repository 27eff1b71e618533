package io.github.p2pdi.impl.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.testkit.TransportContract;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the contract on broken transports. */
@Isolated("the contract counts what the whole JVM has open")
@Timeout(120)
class TransportContractTest {
    @ParameterizedTest
    @EnumSource
    void eachFaultIsFoundByTheTestsOfItsRule(Fault fault) {
        ContractRun run = ContractRun.of(FaultyTransport.class, fault, fault.rule());

        assertEquals(new TreeSet<>(fault.foundBy()), run.failed(), run::report);
        assertTrue(run.found() > 0, "no tests of " + fault.rule());
    }

    @Test
    void everyRuleHasATestAndAFault() {
        Set<String> rules = ContractRun.rules(10);

        assertEquals(rules, ContractRun.rules(ContractRun.ruleTests(TransportContract.class)));
        assertEquals(
                rules,
                ContractRun.rules(Arrays.stream(Fault.values())
                        .flatMap(fault -> fault.foundBy().stream())
                        .collect(Collectors.toSet())));
    }
}
