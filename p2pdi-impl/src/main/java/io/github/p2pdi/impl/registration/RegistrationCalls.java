package io.github.p2pdi.impl.registration;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.impl.exchange.AnswerReader;
import io.github.p2pdi.impl.exchange.CallTime;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.time.Deadline;
import io.github.p2pdi.transport.Answers;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.util.Optional;

/**
 * The four requests that a peer makes of its registration server (protocol, 1.4). Without state. A server of the base dialect ignores the headers
 * that it does not know.
 */
final class RegistrationCalls {
    private final Connections connections;
    private final WantedLease wanted;
    private final RegistrationAnswers answers;

    RegistrationCalls(Connections connections, WantedLease wanted) {
        this.connections = connections;
        this.wanted = wanted;
        answers = new RegistrationAnswers(wanted);
    }

    /** Registers; an old cookie proves that the peer is itself. */
    Registration register(Optional<Cookie> old, Deadline deadline) throws P2pdiException {
        PeerAddress self = wanted.self().get();
        Headers headers = Headers.of(HeaderNames.PORT, Integer.toString(self.port()))
                .with(HeaderNames.LEASE, Long.toString(wanted.length().toSeconds()));
        if (!self.scheme().equals(PeerAddress.TCP)) {
            headers = headers.with(HeaderNames.SCHEME, self.scheme());
        }
        if (old.isPresent()) {
            headers = headers.with(proof(old.get()));
        }
        return ask(new Request("register", self.host(), headers), deadline, answers::granted);
    }

    Registration keepalive(Cookie cookie, Deadline deadline) throws P2pdiException {
        return ask(request("keepalive", proof(cookie)), deadline, answer -> answers.renewed(answer, cookie));
    }

    /** {@code since} is the tag from which on changes are wanted; none: everybody. */
    PeerList pquery(Cookie cookie, Optional<String> since, Deadline deadline) throws P2pdiException {
        Headers headers = proof(cookie).with(HeaderNames.ACCEPT, HeaderNames.JSON);
        if (since.isPresent()) {
            headers = headers.with(HeaderNames.SINCE, since.get());
        }
        return ask(request("pquery", headers), deadline, answers::peers);
    }

    void leave(Cookie cookie, Deadline deadline) throws P2pdiException {
        ask(request("leave", proof(cookie)), deadline, answer -> answer.head().status());
    }

    private <T> T ask(Request request, Deadline deadline, AnswerReader<T> reader) throws P2pdiException {
        return connections.ask(wanted.server(), request, Answers.ONE, CallTime.until(deadline), answer -> {
            answers.check(answer, request);
            return reader.read(answer);
        });
    }

    private Request request(String method, Headers headers) {
        return new Request(method, wanted.self().get().host(), headers);
    }

    private static Headers proof(Cookie cookie) {
        return Headers.of(HeaderNames.PEER_COOKIE, Long.toString(cookie.value()));
    }
}
