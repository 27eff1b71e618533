package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.figure.Figure;
import io.github.p2pdi.impl.figure.Seed;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Leases end when they should, whatever becomes of the process and of the time of day meanwhile. */
class LeaseLawTest {
    @Test
    void leasesEndWhenTheyShould() {
        LeaseTruth truth = simulate(10_000);
        assertEquals(0, truth.early(), "ended early");
        assertEquals(0, truth.revived(), "revived");
        assertTrue(truth.worstSecondsForAStop() <= 0.05, "late by " + truth.worstSecondsForAStop() + " s a stop");
    }

    @Test
    @Tag("figure")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void figure() {
        int operations = Integer.getInteger("p2pdi.operations", 1_000_000);
        LeaseTruth truth = simulate(operations);
        System.out.println(truth.ended() + " leases were seen to end by themselves");
        assertAll(
                Figure.none("leases ended early in " + operations + " operations", truth.early())::show,
                Figure.none("leases revived in " + operations + " operations", truth.revived())::show,
                Figure.atMost("worst lateness of a lease with up to ten pauses", truth.worstSecondsOfFewStops(), 1, "s")
                        ::show,
                Figure.atMost("worst lateness of any lease for each pause", truth.worstSecondsForAStop(), 0.05, "s")
                        ::show);
    }

    /** Half of it as in a server, half without the sweep that looks at the registry every second. */
    private static LeaseTruth simulate(int operations) {
        long seed = Seed.draw("lease law");
        LeaseTruth swept = new LeaseTruth();
        simulate(seed, true, operations / 2, swept);
        LeaseTruth unswept = new LeaseTruth();
        simulate(seed, false, operations / 2, unswept);
        return swept.and(unswept);
    }

    private static void simulate(long seed, boolean swept, int operations, LeaseTruth truth) {
        try (LeaseSimulation simulation = new LeaseSimulation(seed, swept, truth)) {
            for (int i = 0; i < operations; i++) {
                simulation.step();
            }
        }
        assertTrue(truth.ended() > operations / 100, "hardly a lease has ended: " + truth.ended());
    }
}
