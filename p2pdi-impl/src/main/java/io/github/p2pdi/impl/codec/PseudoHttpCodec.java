package io.github.p2pdi.impl.codec;

import io.github.p2pdi.wire.Head;
import io.github.p2pdi.wire.MessageCodec;
import io.github.p2pdi.wire.WireLimits;
import java.nio.ByteBuffer;

/** The codec of the protocol: a length of ten bytes, then a head that looks like HTTP, then the body as it is. Safe for concurrent use. */
public final class PseudoHttpCodec implements MessageCodec {
    private final HeadWriter writer = new HeadWriter();

    @Override
    public Decoder decoder(Role role, WireLimits limits) {
        return new FrameDecoder(role, limits);
    }

    @Override
    public ByteBuffer head(Head head, long bodySize) {
        return writer.write(head, bodySize);
    }
}
