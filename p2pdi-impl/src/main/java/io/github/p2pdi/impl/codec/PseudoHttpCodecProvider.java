package io.github.p2pdi.impl.codec;

import io.github.p2pdi.wire.MessageCodec;
import io.github.p2pdi.wire.MessageCodecProvider;

/** Gives the codec of the protocol. */
public final class PseudoHttpCodecProvider implements MessageCodecProvider {
    /** For {@link java.util.ServiceLoader}. */
    public PseudoHttpCodecProvider() {}

    @Override
    public String name() {
        return PSEUDO_HTTP;
    }

    @Override
    public MessageCodec codec() {
        return new PseudoHttpCodec();
    }
}
