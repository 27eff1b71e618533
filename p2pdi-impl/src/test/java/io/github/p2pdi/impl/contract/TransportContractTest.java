package io.github.p2pdi.impl.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.testkit.TransportContract;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Runs the contract on broken transports. */
@Isolated("the contract counts what the whole JVM has open")
@Timeout(120)
class TransportContractTest {
    private static final int RULES = 12;
    /** It sees all that goes on in this JVM, so nothing else may. */
    private static final String ALONE = "rule10";

    private static final int AT_ONCE = 6;

    /** What gets stuck is waited for: so several are broken at once. */
    @TestFactory
    Stream<DynamicTest> eachFaultIsFoundByTheTestsOfItsRule() {
        ExecutorService several = Executors.newFixedThreadPool(AT_ONCE, work -> new Thread(work, "broken-transport"));
        Map<Fault, CompletableFuture<ContractRun>> runs = Arrays.stream(Fault.values())
                .filter(fault -> !fault.rule().equals(ALONE))
                .collect(Collectors.toMap(
                        Function.identity(), fault -> CompletableFuture.supplyAsync(() -> run(fault), several)));
        several.shutdown();
        return Stream.concat(runs.keySet().stream().sorted(), alone())
                .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> {
                    CompletableFuture<ContractRun> running = runs.get(fault);
                    assertFound(fault, running == null ? run(fault) : running.get());
                }));
    }

    private static Stream<Fault> alone() {
        return Arrays.stream(Fault.values()).filter(fault -> fault.rule().equals(ALONE));
    }

    private static ContractRun run(Fault fault) {
        return ContractRun.of(FaultyTransport.class, fault, fault.rule());
    }

    private static void assertFound(Fault fault, ContractRun run) {
        assertEquals(new TreeSet<>(fault.foundBy()), run.failed(), run::report);
        assertEquals(0, run.leftOut(), "tests left out");
        assertTrue(run.found() > 0, "no tests of " + fault.rule());
    }

    @Test
    void everyRuleHasATestAndEveryTestFindsAFault() {
        Set<String> tests = ContractRun.ruleTests(TransportContract.class);
        Set<String> finding = Arrays.stream(Fault.values())
                .flatMap(fault -> fault.foundBy().stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(tests, finding);
        assertEquals(ContractRun.rules(RULES), ContractRun.rules(tests));
    }
}
