package io.github.p2pdi.wire;

/** What stands before a message's body: a {@link Request} (which has no body) or a {@link ResponseHead}. */
public sealed interface Head permits Request, ResponseHead {
    /** {@return the headers, as they came or will go} */
    Headers headers();

    /**
     * {@return this head with more headers at the end}
     *
     * @param more what to add
     */
    Head with(Headers more);

    /** {@return the start line and the header lines as text, cookies as stars} */
    @Override
    String toString();
}
