package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.Diagnosis;
import io.github.p2pdi.node.Diagnosis.Outcome;
import io.github.p2pdi.node.Diagnosis.Stage;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExaminationTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** The resolver takes longer than it is waited for. */
    @Test
    void aNameThatIsNotResolvedInTimeIsConnectedToByNobody() throws Exception {
        ManualClock clock = new ManualClock(Instant.EPOCH);
        Transport transport = mock(Transport.class);
        PeerAddress self = PeerAddress.of("127.0.0.1", 1);
        Examination.Means means = new Examination.Means(
                Optional.empty(),
                () -> self,
                new Connections(transport, clock, LIMIT, LIMIT),
                clock,
                lookup -> clock.advance(LIMIT));
        Diagnosis diagnosis = new Examination(PeerAddress.of("peer.example", 4001), means).run();
        assertEquals(Outcome.FAILED, diagnosis.step(Stage.RESOLVES).outcome());
        assertEquals(
                "cannot reach peer.example:4001: its name was not resolved in time",
                diagnosis.step(Stage.RESOLVES).seen());
        assertEquals(LIMIT, diagnosis.step(Stage.RESOLVES).took());
        assertEquals(Outcome.SKIPPED, diagnosis.step(Stage.CONNECTS).outcome());
        verifyNoInteractions(transport);
    }
}
