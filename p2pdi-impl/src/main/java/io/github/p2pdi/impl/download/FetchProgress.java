package io.github.p2pdi.impl.download;

/** Is told how a fetch goes on. It throws {@link java.util.concurrent.CancellationException} when the fetch is not wanted any more. */
interface FetchProgress {
    /** A holder begins to send a document of that size, from its first byte; {@code stop} ends the fetch from any thread. */
    void begin(long size, Runnable stop);

    /** So many more bytes have come. */
    void add(int bytes);
}
