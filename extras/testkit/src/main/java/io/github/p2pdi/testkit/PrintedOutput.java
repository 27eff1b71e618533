package io.github.p2pdi.testkit;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Keeps what a JVM of tests prints, so that it can be searched afterwards, with {@link CookieSearch} for instance. From the first test class on, what goes to
 * {@code System.err} goes to a file instead, which is where logs of everything belong that tests make fail on purpose; what goes to {@code System.out}
 * is printed as ever, and kept as well.
 *
 * <p>It is for whole modules: name it in {@code META-INF/services/org.junit.jupiter.api.extension.Extension}, set
 * {@code junit.jupiter.extensions.autodetection.enabled}, and have the log written to {@code System.err}. The file is {@code target/printed.log}, and is
 * written anew by each JVM.
 *
 * <p>Safe for concurrent use.
 */
public final class PrintedOutput implements BeforeAllCallback {
    /** Where it is kept. */
    public static final Path FILE = Path.of("target", "printed.log");

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(PrintedOutput.class);

    /** Makes one that does nothing yet. */
    public PrintedOutput() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(NAMESPACE).computeIfAbsent(FILE, PrintedOutput::keep, Kept.class);
    }

    private static Kept keep(Path file) {
        Kept kept = new Kept(open(file), System.out, System.err);
        System.setErr(kept.file);
        System.setOut(new PrintStream(new Both(System.out, kept.file), true, StandardCharsets.UTF_8));
        return kept;
    }

    private static PrintStream open(Path file) {
        try {
            return new PrintStream(
                    new BufferedOutputStream(new FileOutputStream(file.toFile())), false, StandardCharsets.UTF_8);
        } catch (FileNotFoundException e) {
            throw new AssertionError("cannot keep what is printed in " + file.toAbsolutePath(), e);
        }
    }

    /** Closed by JUnit when all tests have ended. */
    private record Kept(PrintStream file, PrintStream out, PrintStream err) implements AutoCloseable {
        @Override
        public void close() {
            System.setOut(out);
            System.setErr(err);
            file.close();
        }
    }

    /** Writes to two streams, which say nothing of failures. */
    private static final class Both extends OutputStream {
        private final PrintStream one;
        private final PrintStream other;

        Both(PrintStream one, PrintStream other) {
            this.one = one;
            this.other = other;
        }

        @Override
        public void write(int octet) {
            one.write(octet);
            other.write(octet);
        }

        @Override
        public void write(byte[] octets, int from, int count) {
            one.write(octets, from, count);
            other.write(octets, from, count);
        }

        @Override
        public void flush() {
            one.flush();
        }
    }
}
