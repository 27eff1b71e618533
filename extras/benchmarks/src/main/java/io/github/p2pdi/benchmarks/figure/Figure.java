package io.github.p2pdi.benchmarks.figure;

import java.io.IOException;

/** Something that is measured and compared. */
public interface Figure {
    /** {@return what it is called} */
    String name();

    /**
     * Measures it, and reports.
     *
     * @throws IOException if a server does not start or does not answer
     * @throws InterruptedException if the caller is interrupted
     */
    void measure(Setting setting) throws IOException, InterruptedException;
}
