package io.github.p2pdi.impl.registration;

import org.slf4j.Logger;

/** A line of a log that nobody is to suffer for: where it cannot be written, as what it tells of throws when it is printed, it is not. */
final class LogLine {
    private LogLine() {}

    static void write(Runnable line) {
        try {
            line.run();
        } catch (RuntimeException | Error e) {
            // It is not told.
        }
    }

    /** The same for what was thrown, which takes no memory before it is tried. */
    static void warn(Logger log, String what, Throwable why) {
        try {
            log.warn(what, why);
        } catch (RuntimeException | Error e) {
            // It is not told.
        }
    }
}
