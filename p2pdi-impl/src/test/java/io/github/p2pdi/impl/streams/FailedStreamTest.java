package io.github.p2pdi.impl.streams;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.AddressUnavailableException;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.transport.ByteStream;
import io.github.p2pdi.transport.ByteStreams;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.transport.Transport;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Streams of a user's own that fail before they are served. */
class FailedStreamTest {
    private static final int WAIT_MILLIS = 10_000;

    @Test
    void aStreamThatFailsIsClosedAndTheNextIsServed() throws Exception {
        QueuedStreams streams = new QueuedStreams();
        try (Transport transport = P2PDI.openTransport(
                PeerConfig.builder().transport(streams.provider()).build())) {
            transport.listen(QueuedStreams.ADDRESS, Exchange::hangUp);

            ByteStream failing = mock(ByteStream.class);
            when(failing.remote()).thenThrow(new IllegalStateException("as the test has it"));
            streams.arrive(failing);
            verify(failing, timeout(WAIT_MILLIS)).close();

            CountDownLatch served = new CountDownLatch(1);
            ByteStream good = mock(ByteStream.class);
            when(good.remote()).thenReturn(new Remote(QueuedStreams.ADDRESS, Remote.LOOPBACK));
            when(good.read(any())).thenAnswer(call -> {
                served.countDown();
                throw new IOException("that was all");
            });
            streams.arrive(good);
            assertTrue(served.await(WAIT_MILLIS, TimeUnit.MILLISECONDS));
        }
    }

    @Test
    void anAddressThatCannotBeBoundIsUnavailableWhateverIsThrown() throws Exception {
        ByteStreams streams = mock(ByteStreams.class);
        when(streams.bind(any())).thenThrow(new IllegalStateException("as the test has it"));
        try (Transport transport = P2PDI.openTransport(PeerConfig.builder()
                .transport(new StreamTransportProvider(QueuedStreams.ADDRESS.scheme(), streams))
                .build())) {
            AddressUnavailableException failure = assertThrows(
                    AddressUnavailableException.class, () -> transport.listen(QueuedStreams.ADDRESS, Exchange::hangUp));
            assertTrue(failure.getMessage().contains("as the test has it"), failure.getMessage());
        }
    }
}
