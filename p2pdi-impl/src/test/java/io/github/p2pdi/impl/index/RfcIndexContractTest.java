package io.github.p2pdi.impl.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.contract.ContractRun;
import io.github.p2pdi.testkit.RfcIndexContract;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the contract of indexes on broken ones. */
class RfcIndexContractTest {
    @ParameterizedTest
    @EnumSource
    void eachFaultIsFoundByTheTestsOfItsRuleAndByNoOthers(IndexFault fault) {
        ContractRun run = ContractRun.of(FaultyIndex.class, fault);

        assertEquals(new TreeSet<>(fault.foundBy()), run.failed(), run::report);
        assertTrue(ContractRun.rules(fault.foundBy()).size() <= 1, "a fault is of one rule");
    }

    @Test
    void everyRuleHasATestAndEveryTestAFault() {
        Set<String> tests = ContractRun.ruleTests(RfcIndexContract.class);
        Set<String> found = Arrays.stream(IndexFault.values())
                .flatMap(fault -> fault.foundBy().stream())
                .filter(name -> name.startsWith("rule"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(ContractRun.rules(7), ContractRun.rules(tests));
        assertEquals(tests, found);
    }
}
