package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.figure.Figure;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** All methods of the registry together are one linearizable state machine. Alone, as Lincheck changes the classes of the JDK that others run on. */
@Tag("figure")
@Isolated
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class LinearizabilityFigureTest {
    private static final int SCENARIOS = Integer.getInteger("p2pdi.scenarios", 50);
    private static final int INVOCATIONS = Integer.getInteger("p2pdi.invocations", 2000);

    @Test
    void registryIsLinearizableUnderStress() {
        check("stress", new StressOptions());
    }

    @Test
    void registryIsLinearizableInEveryInterleavingTried() {
        check(
                "model checking",
                new ModelCheckingOptions()
                        .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(LinearizabilityFigureTest::isGuarded)
                                .allMethods()
                                .treatAsAtomic()));
    }

    private static Boolean isGuarded(String name) {
        return !name.equals(MemoryRegistry.class.getName());
    }

    /** Lincheck throws at the first scenario whose results no order of its calls explains. */
    private static void check(String how, Options<?, ?> options) {
        options.iterations(SCENARIOS)
                .invocationsPerIteration(INVOCATIONS)
                .threads(2)
                .actorsBefore(2)
                .actorsPerThread(3)
                .actorsAfter(1)
                .minimizeFailedScenario(false)
                .check(RegistryOperations.class);
        Figure.all("registry linearizable by Lincheck, " + how + ", scenarios of " + INVOCATIONS, SCENARIOS, SCENARIOS)
                .show();
    }
}
