package io.github.p2pdi.wire;

/**
 * Gives a {@link MessageCodec} to those who ask for it by name. A provider has a public constructor without parameters that does nothing; it is
 * found by {@link java.util.ServiceLoader}, or given in a configuration.
 */
public interface MessageCodecProvider {
    /** The name of the codec of the protocol: {@value}. */
    String PSEUDO_HTTP = "pseudo-http";

    /** {@return the codec's name} */
    String name();

    /** {@return the codec} */
    MessageCodec codec();
}
