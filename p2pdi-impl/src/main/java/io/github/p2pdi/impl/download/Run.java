package io.github.p2pdi.impl.download;

/** Chunks, one behind the other, that one holder is asked for. The board's lock guards all that changes. */
final class Run {
    final Holder holder;
    /** The chunk that comes now, or next. */
    int next;
    /** Behind the last chunk; becomes less when others take over from the end, or all. */
    int end;
    /** How much of the chunk that comes now is here. */
    long partial;
    /** Whether bytes of the chunk that comes now are being written. */
    boolean writing;
    /** Whether somebody else was asked for the chunk that comes now too. */
    boolean doubled;
    /** Whether the chunk is its own: always, but for one who asks a second time and has not taken it over. */
    boolean owns;
    /** For one who asks a second time: whose chunk it is. */
    final Run original;

    Run(Holder holder, int from, int end) {
        this.holder = holder;
        this.next = from;
        this.end = end;
        this.owns = true;
        this.original = this;
    }

    /** Asks for the chunk that another run is at, too. */
    Run(Holder holder, Run original) {
        this.holder = holder;
        this.next = original.next;
        this.end = original.next + 1;
        this.original = original;
    }

    boolean isCopy() {
        return original != this;
    }

    /** Whether the chunk that it is at is still wanted of it. */
    boolean goesOn() {
        return next < end;
    }
}
