package io.github.p2pdi.impl.download;

/** What a worker is to ask its holder next. */
sealed interface Job {
    /** For chunks of what is put together: they are the run's until that has ended. */
    sealed interface ForChunks extends Job {
        Run run();
    }

    /** For the digests of the chunks. */
    record AskManifest() implements Job {}

    /** For some chunks. */
    record Fetch(Run run) implements ForChunks {}

    /** For a chunk that a slow holder was asked for too. */
    record FetchTwice(Run run) implements ForChunks {}

    /** For all of it, as it gives no parts; what is missing is taken as it goes by. */
    record Sift(Run run) implements ForChunks {}

    /** For all of it, with nothing known of its chunks. */
    record FetchWhole() implements Job {}
}
