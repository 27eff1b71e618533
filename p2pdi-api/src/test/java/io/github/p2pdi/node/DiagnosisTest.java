package io.github.p2pdi.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.Diagnosis.Outcome;
import io.github.p2pdi.node.Diagnosis.Stage;
import io.github.p2pdi.node.Diagnosis.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final PeerAddress PEER = PeerAddress.of("127.0.0.1", 4001);

    private static List<Step> steps(Outcome... outcomes) {
        List<Step> steps = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            Outcome outcome = outcomes[steps.size()];
            Duration took = outcome == Outcome.SKIPPED ? Duration.ZERO : Duration.ofMillis(12);
            steps.add(new Step(stage, outcome, "seen", took));
        }
        return steps;
    }

    @Test
    void saysOnALineEachWhatWorksAndWhatDoesNot() {
        Diagnosis diagnosis = new Diagnosis(
                PEER,
                steps(
                        Outcome.SKIPPED,
                        Outcome.PASSED,
                        Outcome.PASSED,
                        Outcome.FAILED,
                        Outcome.SKIPPED,
                        Outcome.SKIPPED));
        assertFalse(diagnosis.works());
        assertEquals(Outcome.FAILED, diagnosis.step(Stage.SPEAKS).outcome());
        assertEquals(
                List.of(
                        "127.0.0.1:4001 fails at SPEAKS",
                        "  KNOWN     SKIPPED  seen",
                        "  RESOLVES  PASSED   seen (12 ms)",
                        "  CONNECTS  PASSED   seen (12 ms)",
                        "  SPEAKS    FAILED   seen (12 ms)",
                        "  INDEX     SKIPPED  seen",
                        "  DOCUMENT  SKIPPED  seen"),
                diagnosis.toString().lines().toList());
    }

    @Test
    void whatWasNotTriedDoesNotCount() {
        Outcome[] outcomes = new Outcome[Stage.values().length];
        Arrays.fill(outcomes, Outcome.PASSED);
        outcomes[0] = Outcome.SKIPPED;
        Diagnosis diagnosis = new Diagnosis(PEER, steps(outcomes));
        assertTrue(diagnosis.works());
        assertEquals(
                "127.0.0.1:4001 works", diagnosis.toString().lines().findFirst().orElseThrow());
    }

    @Test
    void hasAStepForEachStageInTheirOrder() {
        List<Step> steps = new ArrayList<>(new Diagnosis(
                        PEER,
                        steps(
                                Outcome.PASSED,
                                Outcome.PASSED,
                                Outcome.PASSED,
                                Outcome.PASSED,
                                Outcome.PASSED,
                                Outcome.PASSED))
                .steps());
        Step first = steps.remove(0);
        assertThrows(IllegalArgumentException.class, () -> new Diagnosis(PEER, steps));
        steps.add(first);
        assertThrows(IllegalArgumentException.class, () -> new Diagnosis(PEER, steps));
    }
}
