package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.Transports;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.SlowAnswers;
import io.github.p2pdi.impl.SlowAnswers.Answer;
import io.github.p2pdi.impl.contract.WrappedTransport;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationServer;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.ClientConnection;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.transport.TransportProvider;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An active peer whose index comes slowly, on a clock that each read of it moves. */
class SlowIndexTest {
    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final TransportProvider network = Transports.memory();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        opened.add(0, part);
        return part;
    }

    /** A peer who asks around, and is answered by the other one as slowly as that. */
    private PeerNode asker(int bytesARead, Duration perRead, Function<Request, Answer> index) throws P2pdiException {
        RegistrationServer server = keep(P2PDI.startRegistrationServer(
                RegistrationServerConfig.builder().transport(network).port(0).build()));
        PeerNode slow = keep(P2PDI.startPeer(PeerConfig.builder()
                .transport(network)
                .registrationServer(server.address())
                .failFast(true)
                .refreshInterval(Duration.ZERO)
                .build()));
        SlowAnswers answers = new SlowAnswers(clock, bytesARead, perRead, request -> List.of(index.apply(request)));
        TransportProvider slowed = new TransportProvider() {
            @Override
            public String scheme() {
                return network.scheme();
            }

            @Override
            public Transport create(TransportContext context) {
                return new Slowed(network.create(context), slow.address(), answers);
            }
        };
        return keep(P2PDI.startPeer(PeerConfig.builder()
                .transport(slowed)
                .registrationServer(server.address())
                .failFast(true)
                .refreshInterval(Duration.ZERO)
                .time(clock)
                .build()));
    }

    /** Asks one peer otherwise than all others. */
    private static final class Slowed extends WrappedTransport {
        private final PeerAddress slow;
        private final Transport answers;

        Slowed(Transport others, PeerAddress slow, Transport answers) {
            super(others);
            this.slow = slow;
            this.answers = answers;
        }

        @Override
        public ClientConnection connect(PeerAddress to, Deadline deadline) throws P2pdiException {
            return to.equals(slow) ? answers.connect(to, deadline) : super.connect(to, deadline);
        }
    }

    private static String records(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(number ->
                        "{\"number\": " + number + ", \"title\": \"T\", \"hostname\": \"h\", \"path\": \"f\"}")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private long seconds() {
        return Duration.ofNanos(clock.nanos()).toSeconds();
    }

    private static String failure(PeerNode asker) {
        Set<String> why = asker.failedPeers().values().stream()
                .map(each -> String.valueOf(each.getMessage()))
                .collect(Collectors.toSet());
        assertEquals(1, why.size());
        return why.iterator().next();
    }

    @Test
    void whoDripsItsIndexDoesNotKeepARoundFromEnding() throws Exception {
        String index = records(0, 10_000);
        PeerNode asker = asker(1, Duration.ofSeconds(19), request -> new Answer(Headers.NONE, index));
        asker.refresh();
        assertTrue(failure(asker).contains("is not waited for"), failure(asker));
        assertTrue(seconds() <= 60, seconds() + " s");
        asker.refresh();
        assertTrue(seconds() <= 120, seconds() + " s");
    }

    @Test
    void whoTellsPageAfterPageSlowlyDoesNotEither() throws Exception {
        long[] page = {0};
        PeerNode asker = asker(300, Duration.ofSeconds(1), request -> {
            page[0]++;
            return new Answer(
                    Headers.of(HeaderNames.NEXT, "page" + page[0]), records(page[0] * 100, page[0] * 100 + 100));
        });
        asker.refresh();
        assertTrue(failure(asker).contains("in the 300 s that this may take"), failure(asker));
        assertTrue(seconds() <= 310, seconds() + " s");
    }

    @Test
    void whoTellsItAtTheLowestRateIsHeardToTheEnd() throws Exception {
        String index = records(0, 1000);
        PeerNode asker = asker(240, Duration.ofSeconds(1), request -> new Answer(Headers.NONE, index));
        asker.refresh();
        assertEquals(1000, asker.index().size());
        assertTrue(seconds() > 200, seconds() + " s");
    }
}
