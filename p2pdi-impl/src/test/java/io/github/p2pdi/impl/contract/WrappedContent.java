package io.github.p2pdi.impl.contract;

import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Content;
import io.github.p2pdi.wire.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Passes everything on. */
class WrappedContent implements Content {
    private final Content good;

    WrappedContent(Content good) {
        this.good = good;
    }

    /** The response with its document wrapped, if it has one. */
    static Response wrap(Response response, UnaryOperator<Content> wrapping) {
        return response.body() instanceof Body.Slice slice
                ? new Response(
                        response.head(), new Body.Slice(wrapping.apply(slice.content()), slice.offset(), slice.size()))
                : response;
    }

    @Override
    public long size() throws IOException {
        return good.size();
    }

    @Override
    public Optional<FileChannel> file() {
        return good.file();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        return good.read(into, position);
    }

    @Override
    public void close() throws IOException {
        good.close();
    }
}
