package io.github.p2pdi.transport;

import io.github.p2pdi.wire.WireLimits;
import java.time.Duration;
import java.util.Objects;

/**
 * How much of everything a transport takes, and how long it waits. Start from {@link #DEFAULT} and change with {@link #toBuilder()}. A listener
 * goes by all of it but {@link #readStall()}, which is for whoever asks; how long connecting and a first head may take is said with each call.
 * Limits that say the same are equal.
 *
 * <p>Immutable.
 */
public final class TransportLimits {
    /** What is documented at each value. */
    public static final TransportLimits DEFAULT = new Builder().build();

    private final WireLimits wire;
    private final int connections;
    private final int connectionsPerSource;
    private final Duration handshake;
    private final Duration firstByte;
    private final Duration wholeHead;
    private final Duration writeStall;
    private final Duration readStall;
    private final Duration idle;

    private TransportLimits(Builder builder) {
        wire = builder.wire;
        connections = builder.connections;
        connectionsPerSource = builder.connectionsPerSource;
        handshake = builder.handshake;
        firstByte = builder.firstByte;
        wholeHead = builder.wholeHead;
        writeStall = builder.writeStall;
        readStall = builder.readStall;
        idle = builder.idle;
    }

    /** {@return how much of a message is taken; {@link WireLimits#DEFAULT}} */
    public WireLimits wire() {
        return wire;
    }

    /** {@return the most connections of a listener, 1,000 by default; one more is answered 503} */
    public int connections() {
        return connections;
    }

    /** {@return the most connections of a listener from one source, 32 by default, loopback exempt; one more is answered 503} */
    public int connectionsPerSource() {
        return connectionsPerSource;
    }

    /**
     * {@return how long whoever connects may take for a handshake, TLS's for instance, 10 s by default; then the connection is closed} Whoever
     * connects has the deadline of {@link Transport#connect} for it.
     */
    public Duration handshake() {
        return handshake;
    }

    /** {@return how long a connection may be silent at first, behind its handshake if there is one, 10 s by default; then it is closed} */
    public Duration firstByte() {
        return firstByte;
    }

    /** {@return how long a request may take from its first byte to its last, however it drips, 10 s by default; then: 408} */
    public Duration wholeHead() {
        return wholeHead;
    }

    /**
     * {@return how long an answer may wait for the other side to take some of it, 30 s by default; then the connection is closed} So it is, whatever this is, where
     * the other side takes less than 240 bytes a second over ten seconds or more, after five seconds of grace.
     */
    public Duration writeStall() {
        return writeStall;
    }

    /** {@return how long a client waits for the next byte of a body, and for a second frame, 20 s by default; then the call fails} */
    public Duration readStall() {
        return readStall;
    }

    /** {@return how long a connection may be kept without another request, 300 s by default; then it is closed} */
    public Duration idle() {
        return idle;
    }

    /** {@return a builder that starts from these values} */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.wire = wire;
        builder.connections = connections;
        builder.connectionsPerSource = connectionsPerSource;
        builder.handshake = handshake;
        builder.firstByte = firstByte;
        builder.wholeHead = wholeHead;
        builder.writeStall = writeStall;
        builder.readStall = readStall;
        builder.idle = idle;
        return builder;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TransportLimits that
                && wire.equals(that.wire)
                && connections == that.connections
                && connectionsPerSource == that.connectionsPerSource
                && handshake.equals(that.handshake)
                && firstByte.equals(that.firstByte)
                && wholeHead.equals(that.wholeHead)
                && writeStall.equals(that.writeStall)
                && readStall.equals(that.readStall)
                && idle.equals(that.idle);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                wire, connections, connectionsPerSource, handshake, firstByte, wholeHead, writeStall, readStall, idle);
    }

    /** {@return all values, each behind its name} */
    @Override
    public String toString() {
        return "TransportLimits[wire=" + wire
                + ", connections=" + connections
                + ", connectionsPerSource=" + connectionsPerSource
                + ", handshake=" + handshake
                + ", firstByte=" + firstByte
                + ", wholeHead=" + wholeHead
                + ", writeStall=" + writeStall
                + ", readStall=" + readStall
                + ", idle=" + idle + "]";
    }

    /** Collects the values. One thread at a time. */
    public static final class Builder {
        private WireLimits wire = WireLimits.DEFAULT;
        private int connections = 1000;
        private int connectionsPerSource = 32;
        private Duration handshake = Duration.ofSeconds(10);
        private Duration firstByte = Duration.ofSeconds(10);
        private Duration wholeHead = Duration.ofSeconds(10);
        private Duration writeStall = Duration.ofSeconds(30);
        private Duration readStall = Duration.ofSeconds(20);
        private Duration idle = Duration.ofSeconds(300);

        private Builder() {}

        /**
         * {@return this} Sets {@link TransportLimits#wire()}.
         *
         * @param limits the value
         */
        public Builder wire(WireLimits limits) {
            wire = Objects.requireNonNull(limits, "wire");
            return this;
        }

        /**
         * {@return this} Sets {@link TransportLimits#connections()}.
         *
         * @param most at least 1
         */
        public Builder connections(int most) {
            connections = most;
            return this;
        }

        /**
         * {@return this} Sets {@link TransportLimits#connectionsPerSource()}.
         *
         * @param most at least 1
         */
        public Builder connectionsPerSource(int most) {
            connectionsPerSource = most;
            return this;
        }

        /**
         * {@return this} Sets {@link TransportLimits#handshake()}.
         *
         * @param longest more than zero
         */
        public Builder handshake(Duration longest) {
            handshake = Objects.requireNonNull(longest, "handshake");
            return this;
        }

        /**
         * {@return this} Sets {@link TransportLimits#firstByte()}.
         *
         * @param longest more than zero
         */
        public Builder firstByte(Duration longest) {
            firstByte = Objects.requireNonNull(longest, "firstByte");
            return this;
        }

        /**
         * {@return this} Sets {@link TransportLimits#wholeHead()}.
         *
         * @param longest more than zero
         */
        public Builder wholeHead(Duration longest) {
            wholeHead = Objects.requireNonNull(longest, "wholeHead");
            return this;
        }

        /**
         * {@return this} Sets {@link TransportLimits#writeStall()}.
         *
         * @param longest more than zero
         */
        public Builder writeStall(Duration longest) {
            writeStall = Objects.requireNonNull(longest, "writeStall");
            return this;
        }

        /**
         * {@return this} Sets {@link TransportLimits#readStall()}.
         *
         * @param longest more than zero
         */
        public Builder readStall(Duration longest) {
            readStall = Objects.requireNonNull(longest, "readStall");
            return this;
        }

        /**
         * {@return this} Sets {@link TransportLimits#idle()}.
         *
         * @param longest more than zero
         */
        public Builder idle(Duration longest) {
            idle = Objects.requireNonNull(longest, "idle");
            return this;
        }

        /**
         * {@return this} Sets handshake, first byte, whole head, write stall and read stall at once.
         *
         * @param longest more than zero
         */
        public Builder ioTimeout(Duration longest) {
            return handshake(longest)
                    .firstByte(longest)
                    .wholeHead(longest)
                    .writeStall(longest)
                    .readStall(longest);
        }

        /**
         * {@return the limits}
         *
         * @throws IllegalArgumentException if a number or a duration is not positive
         */
        public TransportLimits build() {
            if (connections < 1 || connectionsPerSource < 1) {
                throw new IllegalArgumentException("at least one connection must be allowed");
            }
            for (Duration each : new Duration[] {handshake, firstByte, wholeHead, writeStall, readStall, idle}) {
                if (each.isNegative() || each.isZero()) {
                    throw new IllegalArgumentException("a time limit is more than zero, not " + each);
                }
            }
            return new TransportLimits(this);
        }
    }
}
