package io.github.p2pdi.impl.download;

/** What a worker is to ask its holder next. */
sealed interface Job {
    /** For the digests of the chunks. */
    record AskManifest() implements Job {}

    /** For some chunks. */
    record Fetch(Run run) implements Job {}

    /** For a chunk that a slow holder was asked for too. */
    record FetchTwice(Run run) implements Job {}

    /** For all of it, as it gives no parts; what is missing is taken as it goes by. */
    record Sift(Run run) implements Job {}

    /** For all of it, with nothing known of its chunks. */
    record FetchWhole() implements Job {}
}
