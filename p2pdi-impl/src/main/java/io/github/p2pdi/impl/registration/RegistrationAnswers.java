package io.github.p2pdi.impl.registration;

import io.github.p2pdi.error.NotRegisteredException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.error.RequestRefusedException;
import io.github.p2pdi.impl.exchange.HeaderText;
import io.github.p2pdi.impl.exchange.Refusal;
import io.github.p2pdi.impl.exchange.RetryAfter;
import io.github.p2pdi.impl.json.PeerAnswer;
import io.github.p2pdi.impl.json.PeerEntry;
import io.github.p2pdi.impl.json.PeerJson;
import io.github.p2pdi.impl.runtime.WholeNumber;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.ResponseHead;
import java.io.IOException;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the answers of a registration server, ours or one of the base dialect, by what they are. Without state. */
final class RegistrationAnswers {
    static final int MOST_PEERS = 1_000_000;
    private static final long LONGEST_LIST = 64L << 20;
    private static final long LONGEST_RECORD = 64L << 10;
    private static final int MOST_SECONDS = 1_000_000_000;

    private final WantedLease wanted;
    private final PeerAddress server;

    RegistrationAnswers(WantedLease wanted) {
        this.wanted = wanted;
        server = wanted.server();
    }

    /** Refuses what is not a 200, with an exception that says what it means. */
    void check(Incoming answer, Request request) throws RequestRefusedException {
        if (!answer.head().status().isOk()) {
            throw refusal(request.method(), answer.head(), Refusal.says(answer));
        }
    }

    /** The answer to {@code register}. */
    Registration granted(Incoming answer) throws IOException {
        PeerEntry entry = record(answer);
        Cookie cookie = entry.cookie()
                .orElseThrow(() -> violation(
                        "answered register with a record that has no cookie; without one it cannot be renewed"));
        return new Registration(entry.peer(), cookie, renewAfter(answer.head()));
    }

    /** The answer to {@code keepalive}. */
    Registration renewed(Incoming answer, Cookie cookie) throws IOException {
        return new Registration(record(answer).peer(), cookie, renewAfter(answer.head()));
    }

    /** The answer to {@code pquery}. */
    PeerList peers(Incoming answer) throws IOException {
        checkSize(answer, LONGEST_LIST);
        PeerAnswer peers = PeerJson.readChangesOrList(Channels.newInputStream(answer), MOST_PEERS);
        Optional<String> tag = answer.head().headers().first(HeaderNames.ETAG).filter(HeaderText::isSendable);
        return new PeerList(peers, tag, renewAfter(answer.head()));
    }

    private PeerEntry record(Incoming answer) throws IOException {
        checkSize(answer, LONGEST_RECORD);
        return PeerJson.readRegistration(Channels.newInputStream(answer));
    }

    private void checkSize(Incoming answer, long most) throws ProtocolViolationException {
        if (answer.size() > most) {
            throw violation("announced an answer of " + answer.size() + " bytes; at most " + most + " are taken");
        }
    }

    /** When the server wishes to be asked again. Whatever else than a number of seconds stands there, or 0, says nothing to us. */
    private static Optional<Duration> renewAfter(ResponseHead head) {
        String text = head.headers().first(HeaderNames.RENEW_AFTER).orElse("");
        int seconds = WholeNumber.parse(text, MOST_SECONDS);
        return seconds < 1 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    }

    private RequestRefusedException refusal(String method, ResponseHead head, String says) {
        Status status = head.status();
        String answered = server + " answered " + method + " with " + status;
        boolean registering = method.equals("register");
        if (status.equals(Status.FORBIDDEN) && !registering) {
            return new NotRegisteredException(
                    server, answered + ": it does not know this peer, or not any more" + says);
        }
        Duration retryAfter = RetryAfter.of(head);
        boolean held = status.equals(Status.CONFLICT) && registering;
        String what = held ? answered + held(retryAfter) : answered;
        return new RequestRefusedException(server, status, what + says, retryAfter);
    }

    private String held(@Nullable Duration left) {
        String howLong = left == null ? "" : " for " + left.toSeconds() + " s more";
        return ": " + wanted.self().get() + " is registered to somebody else" + howLong;
    }

    private ProtocolViolationException violation(String what) {
        return new ProtocolViolationException(server, server + " " + what, null);
    }
}
