package io.github.p2pdi.registry;

/** What becomes of a peer's wish to leave. */
public enum Leave {
    /** It has left. */
    LEFT,

    /** No peer has this cookie. */
    UNKNOWN,

    /** That it leaves cannot be stored; nothing has changed. */
    NOT_KEPT
}
