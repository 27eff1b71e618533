package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.json.PeerJson;
import io.github.p2pdi.impl.reply.Reply;
import io.github.p2pdi.impl.runtime.Superseded;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.node.GuessLimit;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.Leave;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.Verdict;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what peers ask a registration server: register, keepalive, pquery and leave (protocol, 1.4, parts 2 and 3). The registry is asked on the
 * executor that it is given, which for one that does not block is the caller's own thread. Safe for concurrent use.
 */
public final class RegistrationService implements ExchangeHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationService.class);
    private static final Duration COME_AGAIN = Duration.ofSeconds(1);
    private static final String NOT_KEPT = "this cannot be stored now, and so nothing has changed";

    private final PeerRegistry registry;
    private final AddressCheck addresses;
    private final ServerEvents events;
    private final TimeSource time;
    private final Executor executor;
    private final PeerQuery query;
    private final CookieGuesses guesses;

    /**
     * Makes one.
     *
     * @param registry keeps the peers; not closed here
     * @param addresses says who may register what; not closed here
     * @param events counts and tells
     * @param terms what else it goes by
     */
    public RegistrationService(PeerRegistry registry, AddressCheck addresses, ServerEvents events, Terms terms) {
        this.registry = registry;
        this.addresses = addresses;
        this.events = events;
        time = terms.time();
        executor = terms.executor();
        query = new PeerQuery(
                registry, new ListMeans(terms.time(), terms.random(), terms.workers(), Superseded.ofHeap()));
        guesses = new CookieGuesses(terms.time(), terms.guesses(), CookieGuesses.MOST_SOURCES);
    }

    @Override
    public void handle(Exchange exchange) {
        try {
            executor.execute(() -> attempt(exchange, () -> answer(exchange)));
        } catch (RejectedExecutionException e) {
            exchange.answer(busy(exchange.request()));
        }
    }

    /** On a thread of a pool nobody else catches: whatever it was, who asks is answered. */
    private static void attempt(Exchange exchange, Runnable answering) {
        try {
            answering.run();
        } catch (RuntimeException | Error e) {
            Request request = exchange.request();
            LOG.warn(
                    "'{}' from {} could not be handled",
                    request.method(),
                    exchange.remote().address(),
                    e);
            exchange.answer(Reply.refusal(request, Status.INTERNAL_ERROR, "the request could not be handled"));
        }
    }

    private void answer(Exchange exchange) {
        Request request = exchange.request();
        Remote remote = exchange.remote();
        String source = owner(remote);
        try {
            switch (request.method()) {
                case "keepalive" -> exchange.answer(keepalive(request, remote));
                case "pquery" -> pquery(exchange, source);
                case "leave" -> leave(exchange, source);
                case "register" -> register(exchange, ClaimReader.read(request, remote, addresses.listsAtOnce()));
                default ->
                    exchange.answer(Reply.refusal(
                            request,
                            Status.METHOD_NOT_ALLOWED,
                            "a registration server answers register, keepalive, pquery and leave"));
            }
        } catch (MalformedRequest malformed) {
            exchange.answer(Reply.refusal(request, Status.BAD_REQUEST, String.valueOf(malformed.getMessage())));
        }
    }

    /** Who asks: a certificate tells more than an address. */
    private static String owner(Remote remote) {
        return Claim.owner(remote.source(), remote.certificate());
    }

    private void register(Exchange exchange, Claim claim) {
        addresses.check(claim, permission -> attempt(exchange, () -> register(exchange, claim, permission)));
        Visit.waits(exchange);
    }

    private void register(Exchange exchange, Claim claim, AddressCheck.Permission permission) {
        Request request = exchange.request();
        switch (permission) {
            case ALLOWED -> registerAllowed(exchange, claim);
            case REFUSED -> exchange.answer(forbidden(request, claim, "this address is not where you come from"));
            case UNVERIFIABLE ->
                exchange.answer(forbidden(
                        request, claim, "this server lists whom it finds, and cannot look on that transport"));
            case BUSY -> exchange.answer(busy(request));
        }
    }

    private Response forbidden(Request request, Claim claim, String why) {
        return refused(request, claim, Status.FORBIDDEN, why, Optional.empty());
    }

    /** The verdict may come later, and on another thread. */
    private void registerAllowed(Exchange exchange, Claim claim) {
        Optional<Duration> blocked = claim.cookie().isPresent()
                ? blocked(claim.owner(), claim.cookie().get())
                : Optional.empty();
        long askedAt = time.nanos();
        registry.register(
                blocked.isPresent() ? claim.withoutProof() : claim,
                verdict -> attempt(
                        exchange,
                        () -> exchange.answer(
                                verdict instanceof Verdict.Granted granted
                                        ? granted(exchange.request(), claim, granted.registration(), askedAt)
                                        : refused(exchange.request(), claim, blocked, verdict))));
    }

    private Response granted(Request request, Claim claim, Registration registration, long askedAt) {
        events.registered();
        query.outdated();
        addresses.granted(registration, claim.source(), askedAt);
        return record(request, registration);
    }

    private Response refused(Request request, Claim claim, Optional<Duration> blocked, Verdict verdict) {
        if (verdict instanceof Verdict.Held && blocked.isPresent()) {
            return throttled(request, claim.owner(), blocked.get());
        }
        if (verdict instanceof Verdict.Held held) {
            if (claim.cookie().isPresent()) {
                wrongCookie(claim.owner());
            }
            return refused(
                    request,
                    claim,
                    Status.CONFLICT,
                    "this host name and port are registered to somebody else",
                    Optional.of(held.leaseLeft()));
        }
        if (verdict instanceof Verdict.Crowded crowded) {
            return refused(
                    request,
                    claim,
                    Status.TOO_MANY_REQUESTS,
                    "your address has registered " + crowded.limit() + " peers already, the most there may be",
                    Optional.of(Duration.ofMinutes(1)));
        }
        boolean isFull = verdict instanceof Verdict.Full;
        return refused(
                request,
                claim,
                Status.INSUFFICIENT_STORAGE,
                isFull ? "there is no room for another peer" : NOT_KEPT,
                isFull ? Optional.empty() : Optional.of(COME_AGAIN));
    }

    private Response refused(
            Request request, Claim claim, Status status, String detail, Optional<Duration> retryAfter) {
        events.refused(claim.address(), claim.source(), status);
        return retryAfter.isPresent()
                ? Reply.refusal(request, status, detail, retryAfter.get())
                : Reply.refusal(request, status, detail);
    }

    private Response keepalive(Request request, Remote remote) throws MalformedRequest {
        String source = owner(remote);
        Cookie cookie = CookieHeader.required(request);
        Optional<Response> blocked = blocked(request, source, cookie);
        if (blocked.isPresent()) {
            return blocked.get();
        }
        Optional<Registration> renewed = registry.renew(cookie);
        if (renewed.isEmpty()) {
            return forbidden(request, source);
        }
        events.renewed();
        addresses.renewed(renewed.get(), remote.source());
        return record(request, renewed.get());
    }

    /** The outcome may come later, and on another thread. */
    private void leave(Exchange exchange, String source) throws MalformedRequest {
        Request request = exchange.request();
        Cookie cookie = CookieHeader.required(request);
        Optional<Response> blocked = blocked(request, source, cookie);
        if (blocked.isPresent()) {
            exchange.answer(blocked.get());
            return;
        }
        registry.leave(cookie, outcome -> attempt(exchange, () -> exchange.answer(answer(exchange, cookie, outcome))));
        Visit.waits(exchange);
    }

    private Response answer(Exchange exchange, Cookie cookie, Leave outcome) {
        return switch (outcome) {
            case LEFT -> {
                addresses.left(cookie);
                yield Response.of(Status.OK);
            }
            case UNKNOWN -> forbidden(exchange.request(), owner(exchange.remote()));
            case NOT_KEPT -> Reply.refusal(exchange.request(), Status.INSUFFICIENT_STORAGE, NOT_KEPT, COME_AGAIN);
        };
    }

    private void pquery(Exchange exchange, String source) throws MalformedRequest {
        Request request = exchange.request();
        Cookie cookie = CookieHeader.required(request);
        ListWish wish = ListWish.read(request);
        Optional<Response> blocked = blocked(request, source, cookie);
        if (blocked.isPresent()) {
            exchange.answer(blocked.get());
            return;
        }
        Optional<Registration> renewed = registry.renew(cookie);
        if (renewed.isEmpty()) {
            exchange.answer(forbidden(request, source));
            return;
        }
        events.listed();
        addresses.renewed(renewed.get(), exchange.remote().source());
        Headers renewAfter = renewAfter(renewed.get());
        query.answer(wish, new ListAnswer(exchange, renewed.get().peer().address(), renewAfter));
    }

    /** The answer to those whose cookie is not looked at. */
    private Optional<Response> blocked(Request request, String source, Cookie cookie) {
        return blocked(source, cookie).map(wait -> throttled(request, source, wait));
    }

    /** Where too many wrong cookies came from, only the cookies of those are looked at who registered from there; others wait for so long. */
    private Optional<Duration> blocked(String source, Cookie cookie) {
        Optional<Duration> blocked = guesses.blocked(source);
        return blocked.isPresent() && isFrom(source, cookie) ? Optional.empty() : blocked;
    }

    private Response throttled(Request request, String source, Duration wait) {
        events.throttled(source, guesses.tell(source));
        return Reply.refusal(
                request, Status.TOO_MANY_REQUESTS, "too many wrong cookies have come from your address", wait);
    }

    private boolean isFrom(String source, Cookie cookie) {
        return registry.owner(cookie).filter(source::equals).isPresent();
    }

    private void wrongCookie(String source) {
        guesses.wrong(source);
        events.wrongCookie();
    }

    private static Response record(Request request, Registration registration) {
        return Reply.json(request, PeerJson.registration(registration), renewAfter(registration));
    }

    private static Headers renewAfter(Registration registration) {
        if (registration.renewAfter().isEmpty()) {
            return Headers.NONE;
        }
        Duration delay = registration.renewAfter().get();
        long seconds = Math.max(1, delay.plusMillis(500).toSeconds());
        return Headers.of(HeaderNames.RENEW_AFTER, Long.toString(seconds));
    }

    /** One answer for cookies that are unknown, dead or forgotten: nobody learns which. */
    private Response forbidden(Request request, String source) {
        wrongCookie(source);
        return Reply.refusal(request, Status.FORBIDDEN, "no peer has this cookie; register again");
    }

    private static Response busy(Request request) {
        return Reply.refusal(request, Status.UNAVAILABLE, "too much is going on", COME_AGAIN);
    }

    /**
     * What a service goes by.
     *
     * @param time the time
     * @param random draws samples; safe for concurrent use
     * @param guesses how many wrong cookies are taken from an address
     * @param executor where the registry is asked
     * @param workers where that is done which takes long
     */
    public record Terms(
            TimeSource time, RandomGenerator random, GuessLimit guesses, Executor executor, Executor workers) {}
}
