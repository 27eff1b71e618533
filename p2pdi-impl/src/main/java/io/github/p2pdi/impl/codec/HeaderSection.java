package io.github.p2pdi.impl.codec;

import io.github.p2pdi.wire.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the header lines of one head, and what they say of the body. */
final class HeaderSection {
    /** A frame's size has ten digits at most, so has the size of a body in it. */
    private static final int MOST_LENGTH_DIGITS = 10;

    private static final long ABSENT = -1;

    private final HeadBytes head;
    private final Headers.Field[] fields;
    private int count;
    /** The bits of those headers that may come once only and have. */
    private int seen;

    private long contentLength = ABSENT;

    /** {@code lines} is how many header lines there are. */
    HeaderSection(HeadBytes head, int lines) {
        this.head = head;
        this.fields = new Headers.Field[lines];
    }

    Headers read() throws MalformedMessageException {
        while (!head.isAtEnd()) {
            readLine();
        }
        return new Headers(List.of(fields));
    }

    /** The size of the body: what Content-Length says, which must be all that is left of the frame. */
    long bodySize(long rest) throws MalformedMessageException {
        if (contentLength == ABSENT && rest > 0) {
            throw MalformedMessageException.inFrame(rest + " bytes follow a head without a Content-Length");
        }
        if (contentLength != ABSENT && contentLength != rest) {
            throw MalformedMessageException.inFrame(
                    "Content-Length is " + contentLength + ", but " + rest + " bytes of the frame are left");
        }
        return rest;
    }

    private void readLine() throws MalformedMessageException {
        int nameStart = head.at();
        int nameEnd = head.skipToken();
        checkColon(nameStart, nameEnd);
        // One space is the separator's; more are the value's, as the protocol knows no optional white space (1.2).
        int valueStart = head.at();
        int valueEnd = head.skipText();
        checkLineEnd(nameStart, nameEnd);
        KnownHeader known = KnownHeader.find(head, nameStart, nameEnd);
        String name = known == null ? head.ascii(nameStart, nameEnd) : known.spelled(head, nameStart, nameEnd);
        take(known, valueStart, valueEnd);
        fields[count++] = new Headers.Field(name, head.text(valueStart, valueEnd, "the value of a header"));
    }

    private void checkColon(int nameStart, int nameEnd) throws MalformedMessageException {
        String found = null;
        if (nameEnd == nameStart) {
            found = head.is(nameStart, ' ') ? "a space: lines are not folded" : describe(nameStart) + ", not a name";
        } else if (!head.skip(':')) {
            found = "the name " + head.shown(nameStart, nameEnd) + " and then " + describe(nameEnd) + ", not a colon";
        } else if (!head.skip(' ')) {
            found = "no space behind the colon of " + head.shown(nameStart, nameEnd);
        }
        if (found != null) {
            throw MalformedMessageException.inFrame("header line " + (count + 1) + " has " + found);
        }
    }

    private void checkLineEnd(int nameStart, int nameEnd) throws MalformedMessageException {
        int at = head.at();
        if (!head.skipLineEnd()) {
            throw MalformedMessageException.inFrame(
                    "the value of header " + head.shown(nameStart, nameEnd) + " has " + describe(at) + " in it");
        }
    }

    /** Heeds a header that says something about the message itself. */
    private void take(@Nullable KnownHeader known, int valueStart, int valueEnd) throws MalformedMessageException {
        if (known == null) {
            return;
        }
        if ((known.onceBit & seen) != 0) {
            throw MalformedMessageException.inFrame("there is a second header " + known.text);
        }
        seen |= known.onceBit;
        if (known == KnownHeader.TRANSFER_ENCODING) {
            throw MalformedMessageException.inFrame("there is a Transfer-Encoding; only Content-Length is spoken");
        } else if (known == KnownHeader.CONTENT_LENGTH) {
            contentLength = contentLength(valueStart, valueEnd);
        }
    }

    private long contentLength(int from, int to) throws MalformedMessageException {
        long value = head.number(from, to, MOST_LENGTH_DIGITS);
        if (value < 0) {
            throw MalformedMessageException.inFrame(
                    "Content-Length is " + head.shown(from, to) + ", not 1 to " + MOST_LENGTH_DIGITS + " digits");
        }
        return value;
    }

    private String describe(int at) {
        return "byte " + Shown.octet(head.get(at));
    }
}
