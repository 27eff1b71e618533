package io.github.p2pdi.testkit;

import java.io.Closeable;
import java.io.IOException;

/** Closes what is of no interest any more. */
final class Closing {
    private Closing() {}

    static void quietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException nobodyNeedsIt) {
            // It is closed as far as it can be.
        }
    }
}
