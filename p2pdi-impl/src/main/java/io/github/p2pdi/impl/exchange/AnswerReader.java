package io.github.p2pdi.impl.exchange;

import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.impl.json.JsonFormatException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.Incoming;
import java.io.IOException;

/** Reads an answer to its end and makes something of it. */
@FunctionalInterface
public interface AnswerReader<T> {
    /** Reads; what it throws of {@link JsonFormatException} becomes a {@link ProtocolViolationException} that names the peer. */
    T read(Incoming first) throws IOException;

    /** Reads, and says who is to blame for what goes wrong. */
    static <T> T read(AnswerReader<T> reader, PeerAddress peer, Incoming first) throws P2pdiException {
        try {
            return reader.read(first);
        } catch (P2pdiException e) {
            throw e;
        } catch (JsonFormatException e) {
            throw new ProtocolViolationException(
                    peer, peer + " sent a body that is not as it should be: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ExchangeTimeoutException(peer, "the connection to " + peer + " broke: " + e.getMessage(), e);
        }
    }
}
