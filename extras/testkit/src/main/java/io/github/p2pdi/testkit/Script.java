package io.github.p2pdi.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;

/**
 * What a {@link ScriptedPeer} does with one connection, step by step. Each method gives this script with one more step at its end.
 *
 * <pre>{@code
 * Script patient = Script.begin().expect().answer("HTTP/1.1 200 OK\r\n\r\n").repeated();
 * Script cutsShort = Script.begin().expect().cut("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 40);
 * Script drips = Script.begin().expect().pieces(1).paced(permits).answer("HTTP/1.1 200 OK\r\n\r\n");
 * }</pre>
 *
 * <p>Behind the last step the connection is closed; end with {@link #stall()} to hold it. A script also ends where the other side has gone.
 *
 * <p>Immutable.
 */
public final class Script {
    private static final Script EMPTY = new Script(List.of(), false);

    private final List<Step> steps;
    private final boolean repeats;

    private Script(List<Step> steps, boolean repeats) {
        this.steps = List.copyOf(steps);
        this.repeats = repeats;
    }

    /** {@return a script without steps: accepts, and closes} */
    public static Script begin() {
        return EMPTY;
    }

    /** {@return this script, and then: reads a whole frame, to be had from {@link ScriptedPeer#received()}} What is no frame is a failure of the test. */
    public Script expect() {
        return then(ScriptedConnection::expect);
    }

    /**
     * {@return this script, and then: sends a message, in a frame}
     *
     * @param message head, blank line and body, one byte (ISO-8859-1) a character
     * @throws IllegalArgumentException if a character is not one byte
     */
    public Script answer(String message) {
        return raw(Frames.frame(message));
    }

    /**
     * {@return this script, and then: sends a message, in a frame}
     *
     * @param message head, blank line and body
     */
    public Script answer(byte[] message) {
        return raw(Frames.frame(message));
    }

    /**
     * {@return this script, and then: sends a message that depends on the request, in a frame}
     *
     * @param reply makes the message of the last one that was expected, both without length fields
     */
    public Script answer(UnaryOperator<String> reply) {
        return then(connection -> connection.send(Frames.frame(reply.apply(connection.lastExpected()))));
    }

    /**
     * {@return this script, and then: sends text as it is, without a length field}
     *
     * @param text one byte (ISO-8859-1) a character
     * @throws IllegalArgumentException if a character is not one byte
     */
    public Script raw(String text) {
        return raw(Frames.bytes(text));
    }

    /**
     * {@return this script, and then: sends bytes as they are, without a length field}
     *
     * @param bytes what to send
     */
    public Script raw(byte[] bytes) {
        byte[] own = bytes.clone();
        return then(connection -> connection.send(own));
    }

    /**
     * {@return this script, and then: sends the beginning of a frame and closes}
     *
     * @param message what the whole frame would hold
     * @param bytes how much of the frame to send, the ten bytes of its length field counted; at most all of it
     * @throws IllegalArgumentException if the frame is not that long
     */
    public Script cut(String message, int bytes) {
        byte[] frame = Frames.frame(message);
        if (bytes < 0 || bytes > frame.length) {
            throw new IllegalArgumentException("cannot send " + bytes + " bytes of a frame of " + frame.length);
        }
        return raw(Arrays.copyOf(frame, bytes)).close();
    }

    /**
     * {@return this script, and from there on what is sent leaves in pieces} Each is a write of its own, but the network may join them again:
     * use {@link #paced} where the other side must see them apart.
     *
     * @param most the largest piece in bytes, at least 1
     * @throws IllegalArgumentException if it is less
     */
    public Script pieces(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a piece has at least one byte, not " + most);
        }
        return then(connection -> connection.pieces(most));
    }

    /**
     * {@return this script, and from there on each piece waits for a permit} So a test decides when each byte drips, without sleeping.
     *
     * @param permits a piece is sent for each that is released
     */
    public Script paced(Semaphore permits) {
        return then(connection -> connection.paced(permits));
    }

    /**
     * {@return this script, and then: waits for the test}
     *
     * @param latch goes on when this is open
     */
    public Script await(CountDownLatch latch) {
        return then(connection -> latch.await());
    }

    /** {@return this script, and then: neither reads nor writes, and holds the connection until the peer is closed} */
    public Script stall() {
        return await(new CountDownLatch(1));
    }

    /** {@return this script, and then: says that nothing more is sent; reading goes on} */
    public Script halfClose() {
        return then(ScriptedConnection::halfClose);
    }

    /** {@return this script, and then: closes the connection} What has come in and was not expected makes the network turn this into a reset. */
    public Script close() {
        return then(ScriptedConnection::close);
    }

    /** {@return this script, and then: breaks the connection with a reset; what was sent may be lost} */
    public Script reset() {
        return then(ScriptedConnection::reset);
    }

    /** {@return this script over and over, until the other side goes} */
    public Script repeated() {
        return new Script(steps, true);
    }

    void play(ScriptedConnection connection) throws Exception {
        do {
            for (Step step : steps) {
                step.play(connection);
            }
        } while (repeats && connection.isOpen());
    }

    private Script then(Step step) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(step);
        return new Script(longer, repeats);
    }

    @FunctionalInterface
    private interface Step {
        void play(ScriptedConnection connection) throws Exception;
    }
}
