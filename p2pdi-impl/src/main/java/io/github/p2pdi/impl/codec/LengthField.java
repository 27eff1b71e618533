package io.github.p2pdi.impl.codec;

import io.github.p2pdi.model.Status;
import java.util.Arrays;

/** The ten bytes before each message: a decimal count, then spaces. It is read byte by byte and refused at the first wrong one. */
final class LengthField {
    /** How long the field is. */
    static final int BYTES = 10;

    private static final byte TLS_ALERT = 0x15;
    private static final byte TLS_HANDSHAKE = 0x16;

    private int seen;
    private int digits;
    private long value;

    /** Takes the next byte, and says whether the field is whole. */
    boolean take(byte next) throws MalformedMessageException {
        boolean padding = seen > digits;
        if (next == ' ' && digits > 0) {
            seen++;
        } else if (next >= '0' && next <= '9' && !padding && !(digits > 0 && value == 0)) {
            value = value * 10 + next - '0';
            digits++;
            seen++;
        } else {
            if (seen == 0 && (next == TLS_ALERT || next == TLS_HANDSHAKE)) {
                throw MalformedMessageException.fatal(
                        Status.BAD_REQUEST,
                        "the first byte is " + Shown.octet(next)
                                + ", with which TLS begins: one side uses tls://, and the other plain tcp://");
            }
            throw MalformedMessageException.fatal(
                    Status.BAD_REQUEST,
                    "byte " + (seen + 1) + " of the length field is " + Shown.octet(next)
                            + "; the field is a count without a sign or leading zeros, padded with spaces to 10 bytes");
        }
        return seen == BYTES;
    }

    /** The bytes of the message that follows. */
    long value() {
        return value;
    }

    boolean isEmpty() {
        return seen == 0;
    }

    void reset() {
        seen = 0;
        digits = 0;
        value = 0;
    }

    /** Writes a count of at most ten digits into the first ten bytes. */
    static void write(byte[] into, long count) {
        Arrays.fill(into, putDigits(count, into, 0), BYTES, (byte) ' ');
    }

    /** Writes a count; gives the place behind it. */
    static int putDigits(long count, byte[] into, int start) {
        int end = start + digits(count);
        long rest = count;
        for (int i = end - 1; i >= start; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }

    /** How many digits a count has. */
    static int digits(long count) {
        int digits = 1;
        for (long rest = count / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
