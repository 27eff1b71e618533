package io.github.p2pdi.impl.contract;

import io.github.p2pdi.wire.Content;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Passes everything on. */
class WrappedContent implements Content {
    private final Content good;

    WrappedContent(Content good) {
        this.good = good;
    }

    @Override
    public long size() throws IOException {
        return good.size();
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
