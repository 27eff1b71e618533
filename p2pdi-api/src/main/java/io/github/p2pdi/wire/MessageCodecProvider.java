package io.github.p2pdi.wire;

/**
 * Gives a {@link MessageCodec}. It is chosen in a configuration, with {@code codec} of its builder. Where none is chosen, the one with the name {@link #PSEUDO_HTTP} is found by
 * {@link java.util.ServiceLoader}, which wants a public constructor without parameters that does nothing: there must be one of that name and not two, so others have other
 * names.
 */
public interface MessageCodecProvider {
    /** The name of the codec of the protocol: {@value}. */
    String PSEUDO_HTTP = "pseudo-http";

    /** {@return the codec's name} */
    String name();

    /** {@return the codec} */
    MessageCodec codec();
}
