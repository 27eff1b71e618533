package io.github.p2pdi.impl.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.p2pdi.model.Limit;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is admitted is tried over connections; here, what becomes of what is not. */
class AdmissionTest {
    private static final Remote HERE = from(Remote.LOOPBACK);
    private static final Remote ANN = from("192.0.2.1");
    private static final Remote BOB = from("192.0.2.2");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<Limit> reached = new ArrayList<>();
    private final Admission admission;

    AdmissionTest() {
        TransportContext context = mock(TransportContext.class);
        when(context.limits())
                .thenReturn(TransportLimits.DEFAULT.toBuilder()
                        .connections(4)
                        .connectionsPerSource(2)
                        .build());
        doAnswer(told -> reached.add(told.getArgument(0))).when(context).limitReached(any());
        when(context.time()).thenReturn(clock);
        admission = new Admission(context, 2);
    }

    private static Remote from(String source) {
        return new Remote(PeerAddress.of("there", 1), source);
    }

    @Test
    void theLimitThatKeepsAConnectionOutIsTold() {
        Admission.Place first = admission.admit(ANN);
        admission.admit(ANN);
        assertEquals(List.of(), reached);
        admission.admit(ANN).close();
        assertEquals(List.of(Limit.CONNECTIONS_PER_SOURCE), reached);
        admission.admit(HERE);
        admission.admit(HERE);
        assertEquals(1, reached.size());
        admission.admit(HERE);
        admission.admit(BOB);
        admission.admit(ANN);
        assertEquals(List.of(Limit.CONNECTIONS, Limit.CONNECTIONS, Limit.CONNECTIONS), reached.subList(1, 4));
        first.close();
        admission.admit(BOB);
        assertEquals(4, reached.size());
    }

    private boolean isTurnedAway() {
        Admission.Place place = admission.admit(HERE);
        assertFalse(place.isGranted());
        return place.isTurnedAway();
    }

    @Test
    void whoComesWhileSoManyAreToldThatThereIsNoRoomIsTurnedAway() {
        for (int i = 0; i < 4; i++) {
            assertTrue(admission.admit(HERE).isGranted());
        }
        Admission.Place told = admission.admit(HERE);
        assertFalse(told.isGranted() || told.isTurnedAway());
        assertFalse(isTurnedAway());
        assertTrue(isTurnedAway());
        assertTrue(isTurnedAway());
        told.close();
        told.close();
        assertFalse(isTurnedAway());
        assertTrue(isTurnedAway());
    }
}
