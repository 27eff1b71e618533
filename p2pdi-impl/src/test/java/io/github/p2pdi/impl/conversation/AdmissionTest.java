package io.github.p2pdi.impl.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.github.p2pdi.model.Limit;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is admitted is tried over connections; here, what is told of what is not. */
class AdmissionTest {
    private static final Remote HERE = from(Remote.LOOPBACK);
    private static final Remote ANN = from("192.0.2.1");
    private static final Remote BOB = from("192.0.2.2");

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
        admission = new Admission(context);
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
}
