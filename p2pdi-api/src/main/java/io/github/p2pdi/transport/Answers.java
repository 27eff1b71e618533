package io.github.p2pdi.transport;

/** How many frames a request is answered with. */
public enum Answers {
    /** None: the other side closes the connection ({@code leave}, said to a peer). */
    NONE,
    /** One. */
    ONE,
    /** A second one after a first whose status is 200 ({@code getrfc}). */
    TWO_IF_OK
}
