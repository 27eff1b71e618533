package io.github.p2pdi.benchmarks.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own. One thread at a time. */
public final class ServerProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Process process;
    private final long pid;
    private final InetSocketAddress address;
    private final String command;

    private ServerProcess(Process process, long pid, int port, List<String> command) {
        this.process = process;
        this.pid = pid;
        this.address = local(port);
        this.command = String.join(" ", command);
    }

    /** Starts a program that prints a line with its address when it is ready. */
    static ServerProcess startTelling(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                return new ServerProcess(process, process.pid(), Integer.parseInt(listening.group(1)), command);
            }
        }
        process.destroy();
        throw new IOException("it ended before it listened: " + String.join(" ", command));
    }

    /** Starts a program that has been told its port, and waits until somebody listens there. */
    static ServerProcess startAt(int port, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ServerProcess server = new ServerProcess(process, process.pid(), port, command);
        server.await(() -> isListening(port), "listens at port " + port);
        return server;
    }

    /** The same server, where a child does the work, which may be there a moment later. */
    ServerProcess workingInAChild() throws IOException, InterruptedException {
        await(() -> process.children().findAny().isPresent(), "has begun to work");
        long child = process.children().findAny().orElseThrow().pid();
        return new ServerProcess(process, child, address.getPort(), List.of(command));
    }

    /** Waits until it is as it should be, or ends it. */
    private void await(BooleanSupplier ready, String what) throws IOException, InterruptedException {
        boolean isReady = false;
        try {
            long since = System.nanoTime();
            while (!ready.getAsBoolean()) {
                if (!process.isAlive() || System.nanoTime() - since > PATIENCE_NANOS) {
                    throw new IOException("nobody " + what + ": " + command);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
            isReady = true;
        } finally {
            if (!isReady) {
                process.destroy();
            }
        }
    }

    /** A port that was free a moment ago. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(local(port).getAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static InetSocketAddress local(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** {@return where it listens} */
    public InetSocketAddress address() {
        return address;
    }

    /** {@return the process that does the work} */
    public long pid() {
        return pid;
    }

    /** {@return how it was started} */
    public String command() {
        return command;
    }

    /**
     * Ends it at once, as {@code kill -9} does.
     *
     * @throws InterruptedException if the caller is interrupted
     */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
