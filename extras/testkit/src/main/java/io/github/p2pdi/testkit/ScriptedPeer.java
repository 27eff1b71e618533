package io.github.p2pdi.testkit;

import io.github.p2pdi.model.PeerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * A peer or registration server made of plain sockets, that says what a test tells it to and nothing else: well-behaved, slow, broken or
 * hostile. It listens on TCP, on 127.0.0.1, on a port of its own.
 *
 * <pre>{@code
 * try (ScriptedPeer peer = ScriptedPeer.start(
 *         Script.begin().expect().reset(),                                        // for the first connection
 *         Script.begin().expect().answer("HTTP/1.1 200 OK\r\n\r\n"))) {           // for all others
 *     client.ask(peer.address());
 *     assertEquals(2, peer.connections());
 * }
 * }</pre>
 *
 * <p>Safe for concurrent use.
 */
public final class ScriptedPeer implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final byte[] LOCALHOST = {127, 0, 0, 1};

    // The monitor guards "sockets", all that must be closed, and "closed", after which nothing is added to them.
    private final ServerSocket server;
    private final List<Script> scripts;
    private final ExecutorService threads;
    private final List<Socket> sockets = new ArrayList<>();
    private final Tally<String> received = new Tally<>("requests at the scripted peer");
    private final Tally<String> accepted = new Tally<>("connections to the scripted peer");
    private final Tally<Exception> failures = new Tally<>("failures of the scripted peer");
    private boolean closed;

    private ScriptedPeer(ServerSocket server, List<Script> scripts) {
        this.server = server;
        this.scripts = scripts;
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "scripted-peer-" + server.getLocalPort());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts a peer. Connections are played at the same time, each on a thread of its own.
     *
     * @param scripts one for each connection, in the order of their coming; the last of them serves all that follow
     * @return the peer, listening; to be closed by the caller
     * @throws IOException if there is no free port
     * @throws IllegalArgumentException if there is no script
     */
    public static ScriptedPeer start(Script... scripts) throws IOException {
        if (scripts.length == 0) {
            throw new IllegalArgumentException("a scripted peer needs a script");
        }
        ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(LOCALHOST));
        ScriptedPeer peer = new ScriptedPeer(server, List.of(scripts));
        peer.threads.execute(() -> peer.attempt(peer::acceptAll));
        return peer;
    }

    /** {@return where it listens} */
    public PeerAddress address() {
        return PeerAddress.of("127.0.0.1", server.getLocalPort());
    }

    /** {@return the messages that scripts have {@linkplain Script#expect() expected} so far, without their length fields, one character (ISO-8859-1) a byte} */
    public List<String> received() {
        return received.soFar();
    }

    /**
     * Blocks until so many messages have come in.
     *
     * @param atLeast how many
     * @return all that have, as {@link #received()}
     * @throws InterruptedException if the thread is interrupted
     * @throws AssertionError if they are fewer after ten seconds
     */
    public List<String> awaitReceived(int atLeast) throws InterruptedException {
        return received.await(atLeast);
    }

    /** {@return how many connections have been accepted so far, those included that are closed by now} */
    public int connections() {
        return accepted.soFar().size();
    }

    /**
     * Blocks until so many connections have been accepted, those included that are closed by now.
     *
     * @param atLeast how many
     * @throws InterruptedException if the thread is interrupted
     * @throws AssertionError if they are fewer after ten seconds
     */
    public void awaitConnections(int atLeast) throws InterruptedException {
        accepted.await(atLeast);
    }

    /**
     * Closes the listener and every connection, and returns when all scripts have ended. Closing twice is quiet.
     *
     * @throws AssertionError if something that is no frame came in where a script expected one, or what a script computes failed
     */
    @Override
    public void close() {
        if (closeSockets()) {
            threads.shutdownNow();
            Patience.await(threads, "the scripts to end");
            failures.soFar().stream().findFirst().ifPresent(ScriptedPeer::fail);
        }
    }

    private void acceptAll() throws IOException {
        while (true) {
            Socket socket = server.accept();
            if (!adopt(socket)) {
                socket.close();
                return;
            }
            Script script = scripts.get(Math.min(connections(), scripts.size() - 1));
            accepted.add(socket.getRemoteSocketAddress().toString());
            if (!runs(() -> attempt(() -> play(script, socket)))) {
                return;
            }
        }
    }

    /** A connection that comes as we are being closed has no script any more, which is nobody's failure. */
    private boolean runs(Runnable script) {
        try {
            threads.execute(script);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private void play(Script script, Socket socket) throws Exception {
        try (socket) {
            script.play(new ScriptedConnection(socket, received::add));
        }
    }

    private void attempt(Work work) {
        try {
            work.run();
        } catch (ProtocolException | RuntimeException failure) {
            failures.add(failure);
        } catch (Exception gone) {
            // The one catch-all of a thread: the other side has gone, or we are closed. Both are ordinary ends of a
            // script.
        }
    }

    private synchronized boolean adopt(Socket socket) {
        if (!closed) {
            sockets.add(socket);
        }
        return !closed;
    }

    /** Closes every socket; says whether there was anything to close yet. */
    private synchronized boolean closeSockets() {
        if (closed) {
            return false;
        }
        closed = true;
        Closing.quietly(server);
        sockets.forEach(Closing::quietly);
        return true;
    }

    private static void fail(Exception failure) {
        throw new AssertionError("the scripted peer could not follow its script: " + failure.getMessage(), failure);
    }

    private interface Work {
        void run() throws Exception;
    }
}
