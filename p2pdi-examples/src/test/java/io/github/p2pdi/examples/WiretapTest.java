package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.transport.MessageListener.Direction;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.ResponseHead;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class WiretapTest {
    private static final PeerAddress OTHER = PeerAddress.of("127.0.0.1", 4001);

    private final StringWriter out = new StringWriter();
    private final Wiretap wiretap =
            new Wiretap("RS", new Console(new PrintWriter(out), new PrintWriter(new StringWriter()), close -> {}));

    @Test
    void aReceivedRequestIsPrintedAsOnTheWireButForItsCookie() {
        Headers headers = Headers.of("Peer-Cookie", "4711").with("Host", "a");
        wiretap.message(Direction.RECEIVED, OTHER, new Request("pquery", "a", headers));

        assertEquals("""
                [RS <- 127.0.0.1:4001] pquery a HTTP/1.1
                    Peer-Cookie: ***
                    Host: a
                """, out.toString());
    }

    @Test
    void aReceivedAnswerIsPrintedAsOnTheWire() {
        wiretap.message(Direction.RECEIVED, OTHER, new ResponseHead(Status.NOT_FOUND, Headers.of("Host", "a")));

        assertEquals("[RS <- 127.0.0.1:4001] HTTP/1.1 404 Not Found\n    Host: a\n", out.toString());
    }

    @Test
    void whatIsSentIsNotPrinted() {
        wiretap.message(Direction.SENT, OTHER, new Request("pquery", "a", Headers.NONE));
        wiretap.message(Direction.SENT, OTHER, new ResponseHead(Status.OK, Headers.NONE));

        assertEquals("", out.toString());
    }

    @Test
    void answersBelongToTheRequestThatWasSentBeforeThem() throws Exception {
        wiretap.message(Direction.SENT, OTHER, new Request("pquery", "a", Headers.NONE));
        wiretap.message(Direction.RECEIVED, OTHER, new ResponseHead(Status.OK, Headers.NONE));
        wiretap.message(Direction.SENT, OTHER, new Request("getrfc", "a", Headers.NONE));
        wiretap.message(Direction.RECEIVED, OTHER, new Request("rfcquery", "a", Headers.NONE));
        wiretap.message(Direction.RECEIVED, OTHER, new ResponseHead(Status.OK, Headers.NONE));
        wiretap.message(Direction.RECEIVED, OTHER, new ResponseHead(Status.OK, Headers.NONE));

        wiretap.awaitAnswers("getrfc", 2);
        assertEquals(4, out.toString().lines().count());
    }
}
