package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import io.github.p2pdi.impl.runtime.ReachedLimits;
import io.github.p2pdi.model.Limit;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerListener;
import io.github.p2pdi.node.PeerStatistics;
import io.github.p2pdi.node.Upload;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Content;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UploadsTest {
    private final List<Upload> started = new ArrayList<>();
    private final List<Upload> ended = new ArrayList<>();
    private final PeerListener listener = new PeerListener() {
        @Override
        public void uploadStarted(Upload upload) {
            started.add(upload);
        }

        @Override
        public void uploadEnded(Upload upload, Exchange.Outcome outcome) {
            ended.add(upload);
        }
    };
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final ReachedLimits limits = new ReachedLimits(clock, Runnable::run, (limit, times) -> {});
    private final Uploads uploads =
            Uploads.of(PeerConfig.builder().listener(listener).uploads(2).build(), clock, limits, Runnable::run);

    /** Somebody asks for the same part on two connections, or twice behind an address that many share. */
    @Test
    void theEndOfAnUploadIsToldFromTheEndOfAnotherOfTheSameBytesToTheSamePeer() {
        EndingExchange first = send();
        EndingExchange second = send();
        assertEquals(2, Set.copyOf(started).size());
        second.end(Exchange.Outcome.SENT);
        first.end(Exchange.Outcome.PEER_GONE);
        assertEquals(List.of(started.get(1), started.get(0)), ended);
        assertEquals(List.of(1L, 2L), started.stream().map(Upload::id).toList());
    }

    @Test
    void theBytesOfThoseCountThatHaveGoneToTheirEnd() {
        EndingExchange first = send();
        EndingExchange second = send();
        assertEquals(new PeerStatistics.Uploads(2, 2, 0), uploads.statistics());
        first.end(Exchange.Outcome.SENT);
        second.end(Exchange.Outcome.PEER_GONE);
        assertEquals(new PeerStatistics.Uploads(0, 2, 10), uploads.statistics());
    }

    @Test
    void aRefusalIsNoUpload() {
        uploads.send(new EndingExchange(), List.of(Response.of(Status.NOT_FOUND)));
        assertEquals(new PeerStatistics.Uploads(0, 0, 0), uploads.statistics());
    }

    @Test
    void whatThereIsNoSlotForReachesTheLimit() {
        for (int i = 0; i < 5; i++) {
            assertEquals(i < 2, uploads.admit(new EndingExchange()));
        }
        assertEquals(3, limits.counts().of(Limit.UPLOADS));
    }

    @Test
    void whatIsHardlyReadMakesRoomForAnother() throws IOException {
        EndingExchange first = new EndingExchange();
        assertTrue(uploads.admit(first));
        send(first);
        assertTrue(uploads.admit(new EndingExchange()));
        clock.advance(Duration.ofMinutes(1));
        assertTrue(uploads.admit(new EndingExchange()));
        Body.Slice cut = (Body.Slice) first.frames().get(1).body();
        assertThrows(IOException.class, () -> cut.content().read(ByteBuffer.allocate(1), 0));
        assertEquals(0, limits.counts().of(Limit.UPLOADS));
    }

    private EndingExchange send() {
        return send(new EndingExchange());
    }

    private EndingExchange send(EndingExchange exchange) {
        Body.Slice document = new Body.Slice(mock(Content.class), 0, 10);
        uploads.send(exchange, List.of(Response.of(Status.OK), Response.of(Status.OK, Headers.NONE, document)));
        return exchange;
    }
}
