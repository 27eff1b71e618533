package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.ExchangeHandler;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** An exchange without a connection: it keeps what it is answered with. */
final class RecordedExchange implements Exchange {
    private final Request request;
    private final Remote remote;
    private final List<Response> frames = new ArrayList<>();

    private RecordedExchange(Request request, String source) {
        this.request = request;
        this.remote = new Remote(PeerAddress.of("192.0.2.200", 50000), source);
    }

    /** Asks a handler and gives back the one frame of its answer. */
    static Response ask(ExchangeHandler handler, Request request, String source) {
        List<Response> answers = answers(handler, request, source);
        if (answers.size() != 1) {
            throw new AssertionError("answered with " + answers);
        }
        return answers.get(0);
    }

    /** Asks a handler and gives back what it has answered by the time that it returns: nothing, where it answers later. */
    static List<Response> answers(ExchangeHandler handler, Request request, String source) {
        RecordedExchange exchange = new RecordedExchange(request, source);
        handler.handle(exchange);
        return List.copyOf(exchange.frames);
    }

    /** The body of a response as text. */
    static String text(Response response) {
        if (response.body() instanceof Body.Slice slice) {
            return text(slice);
        }
        StringBuilder text = new StringBuilder();
        for (ByteBuffer buffer : ((Body.Bytes) response.body()).buffers()) {
            text.append(StandardCharsets.UTF_8.decode(buffer.duplicate()));
        }
        return text.toString();
    }

    private static String text(Body.Slice slice) {
        ByteBuffer bytes = ByteBuffer.allocate((int) slice.size());
        try (slice) {
            while (bytes.hasRemaining()) {
                slice.content().read(bytes, slice.offset() + bytes.position());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public Remote remote() {
        return remote;
    }

    @Override
    public void answer(List<Response> answer) {
        frames.addAll(answer);
    }

    @Override
    public void hangUp() {
        throw new AssertionError("a registration server hangs up on nobody");
    }

    @Override
    public void onEnd(Consumer<Outcome> listener) {
        throw new UnsupportedOperationException();
    }
}
