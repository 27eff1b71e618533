package io.github.p2pdi.impl.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.testkit.RawClient;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Listener;
import io.github.p2pdi.transport.Transport;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Content;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Handlers and listeners that leave the thread that calls them interrupted. */
class InterruptedLoopTest {
    private static void handle(Exchange exchange) {
        switch (exchange.request().method()) {
            case "interrupt" -> Thread.currentThread().interrupt();
            case "interrupt-later" ->
                exchange.onEnd(outcome -> Thread.currentThread().interrupt());
            default -> {}
        }
        boolean interrupted = !exchange.request().method().startsWith("interrupt")
                && Thread.currentThread().isInterrupted();
        exchange.answer(Response.of(
                interrupted ? Status.INTERNAL_ERROR : Status.OK, Headers.NONE, new Body.Slice(new State(), 0, 5)));
    }

    /** Says whether the thread that reads it is interrupted. */
    private static final class State implements Content {
        @Override
        public long size() {
            return 5;
        }

        @Override
        public int read(ByteBuffer into, long position) {
            byte[] state =
                    (Thread.currentThread().isInterrupted() ? "ended" : "whole").getBytes(StandardCharsets.US_ASCII);
            int count = Math.min(into.remaining(), 5 - (int) position);
            into.put(state, (int) position, count);
            return count;
        }

        @Override
        public void close() {}
    }

    private static String ask(RawClient client) throws IOException {
        String answer = client.receiveFrame();
        return answer.substring(9, 12) + " " + answer.substring(answer.length() - 5);
    }

    @Test
    void anInterruptReachesNeitherTheDocumentNorTheNextRequest() throws Exception {
        try (Transport transport = P2PDI.openTransport(PeerConfig.defaults());
                Listener listener = transport.listen(PeerAddress.of("127.0.0.1", 0), InterruptedLoopTest::handle);
                RawClient client = RawClient.connect(listener.address())) {
            for (String method : new String[] {"interrupt", "look", "interrupt-later", "look"}) {
                client.send(method + " x HTTP/1.1\r\n\r\n");
                assertEquals("200 whole", ask(client), method);
            }
        }
    }
}
