package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.PeerAddress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that serves in this JVM, on a thread of its own, until it is told to end. */
final class RunningCommand implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(\\S+:[0-9]+)");
    private static final String ENDED = "(ended)";

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final StringWriter err = new StringWriter();
    private final List<Runnable> closes = new CopyOnWriteArrayList<>();
    private final FutureTask<Integer> exit;
    private final String readyLine;

    private RunningCommand(String... args) throws InterruptedException {
        PrintWriter out = new PrintWriter(new LineWriter(lines::add));
        Console console = new Console(out, new PrintWriter(err), closes::add);
        exit = new FutureTask<>(() -> {
            try {
                return Main.run(args, console);
            } finally {
                lines.add(ENDED);
            }
        });
        Thread thread = new Thread(exit, "test-" + String.join("-", args));
        thread.setDaemon(true);
        thread.start();
        readyLine = String.valueOf(lines.poll(30, TimeUnit.SECONDS));
    }

    /** Returns once the command has said that it is ready; what it was waiting for must have happened. */
    static RunningCommand start(String... args) throws InterruptedException {
        RunningCommand command = new RunningCommand(args);
        assertTrue(
                ADDRESS.matcher(command.readyLine).find(),
                () -> "ready: " + command.readyLine + ", err: " + command.err);
        return command;
    }

    String readyLine() {
        return readyLine;
    }

    /** The first address in the ready line: where it listens. */
    PeerAddress address() {
        Matcher found = ADDRESS.matcher(readyLine);
        assertTrue(found.find(), readyLine);
        return PeerAddress.parse(found.group(1));
    }

    /** Tells it to end, as a signal would, and waits until it has. */
    int stop() throws InterruptedException, ExecutionException, TimeoutException {
        closes.forEach(Runnable::run);
        // For the search of all that was printed.
        System.err.println(readyLine + "\n" + lines + "\n" + err);
        return exit.get(30, TimeUnit.SECONDS);
    }

    String err() {
        return err.toString();
    }

    @Override
    public void close() throws InterruptedException, ExecutionException, TimeoutException {
        stop();
    }
}
