package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.json.PeerJson;
import io.github.p2pdi.impl.reply.Reply;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.Verdict;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Answers what peers ask a registration server: register, keepalive, pquery and leave (protocol, 1.4). Without state of its own; answers at once,
 * on the caller's thread, as fast as the registry does.
 */
public final class RegistrationService implements ExchangeHandler {
    private final PeerRegistry registry;
    private final ListTag tag;

    /**
     * Makes one.
     *
     * @param registry keeps the peers; not closed here
     * @param random gives the epoch of the tags
     */
    public RegistrationService(PeerRegistry registry, RandomGenerator random) {
        this.registry = registry;
        tag = new ListTag(random);
    }

    @Override
    public void handle(Exchange exchange) {
        exchange.answer(answer(exchange));
    }

    private Response answer(Exchange exchange) {
        Request request = exchange.request();
        return switch (request.method()) {
            case "keepalive" -> withCookie(request, cookie -> keepalive(request, cookie));
            case "pquery" -> withCookie(request, cookie -> pquery(request, cookie));
            case "leave" -> withCookie(request, cookie -> leave(request, cookie));
            case "register" -> register(request, exchange.remote().source());
            default ->
                Reply.refusal(
                        request,
                        Status.METHOD_NOT_ALLOWED,
                        "a registration server answers register, keepalive, pquery and leave");
        };
    }

    private Response register(Request request, String source) {
        Claim claim;
        try {
            claim = ClaimReader.read(request, source);
        } catch (IllegalArgumentException malformed) {
            return badRequest(request, malformed);
        }
        Verdict verdict = registry.register(claim);
        if (verdict instanceof Verdict.Granted granted) {
            return record(request, granted.registration());
        }
        if (verdict instanceof Verdict.Held held) {
            return Reply.refusal(
                    request,
                    Status.CONFLICT,
                    "this host name and port are registered to somebody else",
                    held.leaseLeft());
        }
        return Reply.refusal(request, Status.INSUFFICIENT_STORAGE, "there is no room for another peer");
    }

    private Response keepalive(Request request, Cookie cookie) {
        Optional<Registration> renewed = registry.renew(cookie);
        return renewed.isPresent() ? record(request, renewed.get()) : forbidden(request);
    }

    private Response leave(Request request, Cookie cookie) {
        return registry.leave(cookie) ? Response.of(Status.OK) : forbidden(request);
    }

    private Response pquery(Request request, Cookie cookie) {
        Optional<Registration> renewed = registry.renew(cookie);
        if (renewed.isEmpty()) {
            return forbidden(request);
        }
        boolean all = request.acceptsJson();
        List<Peer> listed = listed(renewed.get().peer().address(), all);
        Headers headers = renewAfter(renewed.get());
        return all
                ? Reply.json(request, PeerJson.list(listed), headers.with(HeaderNames.ETAG, tag.of(listed)))
                : Reply.json(request, PeerJson.plainList(listed), headers);
    }

    /** Who is active, without the caller. Plain askers know of no transport but tcp, so they are shown nobody else. */
    private List<Peer> listed(PeerAddress caller, boolean all) {
        List<Peer> active = registry.active();
        List<Peer> listed = new ArrayList<>(active.size());
        for (Peer peer : active) {
            PeerAddress address = peer.address();
            boolean isCaller = address.port() == caller.port() && address.host().equals(caller.host());
            if (!isCaller && (all || address.scheme().equals(PeerAddress.TCP))) {
                listed.add(peer);
            }
        }
        return listed;
    }

    private static Response withCookie(Request request, Function<Cookie, Response> answer) {
        Optional<Cookie> cookie;
        try {
            cookie = CookieHeader.read(request);
        } catch (IllegalArgumentException malformed) {
            return badRequest(request, malformed);
        }
        return cookie.isPresent()
                ? answer.apply(cookie.get())
                : Reply.refusal(request, Status.BAD_REQUEST, request.method() + " needs a Peer-Cookie header");
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
    private static Response forbidden(Request request) {
        return Reply.refusal(request, Status.FORBIDDEN, "no peer has this cookie; register again");
    }

    private static Response badRequest(Request request, IllegalArgumentException malformed) {
        return Reply.refusal(request, Status.BAD_REQUEST, String.valueOf(malformed.getMessage()));
    }
}
