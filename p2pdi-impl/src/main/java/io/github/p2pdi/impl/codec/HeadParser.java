package io.github.p2pdi.impl.codec;

import io.github.p2pdi.model.Status;
import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.ResponseHead;

/** Reads one whole head: a start line, then headers. */
final class HeadParser {
    private final HeadBytes head;
    private final int headers;
    private final long rest;

    /**
     * A parser for one head.
     *
     * @param bytes where the head is
     * @param from where in it the head starts
     * @param size the size of the head; each of its lines ends in CR LF
     * @param headers how many header lines it has
     * @param rest the bytes of the frame behind the head
     */
    HeadParser(byte[] bytes, int from, int size, int headers, long rest) {
        this.head = new HeadBytes(bytes, from, from + size);
        this.headers = headers;
        this.rest = rest;
    }

    /** {@code METHOD SP TARGET SP VERSION}. */
    Event.Started request() throws MalformedMessageException {
        int start = head.at();
        String method = KnownMethods.read(head, start, head.skipToken());
        boolean wellFormed = !method.isEmpty() && head.skip(' ');
        int targetStart = head.at();
        int targetEnd = head.skipVisible();
        wellFormed = wellFormed && targetEnd > targetStart && head.skip(' ');
        int versionStart = head.at();
        int versionEnd = head.skipVisible();
        if (!wellFormed || versionEnd == versionStart || !head.skipLineEnd()) {
            throw MalformedMessageException.inFrame(
                    "the request line " + head.shownLine(start) + " is not METHOD TARGET VERSION");
        }
        if (!Version.isFull(head, versionStart, versionEnd)) {
            throw MalformedMessageException.version("the version " + head.shown(versionStart, versionEnd)
                    + " is not spoken, HTTP/1.1 and HTTP/1.0 are");
        }
        String target = head.text(targetStart, targetEnd, "the target");
        HeaderSection section = new HeaderSection(head, headers);
        Headers headers = section.read();
        return new Event.Started(new Request(method, target, headers), section.bodySize(rest));
    }

    /** {@code VERSION SP CODE [SP [PHRASE]]}; there are those who write {@code 11} for the version. */
    Event.Started answer() throws MalformedMessageException {
        int start = head.at();
        int versionEnd = head.skipVisible();
        boolean wellFormed = Version.isFullOrShort(head, start, versionEnd) && head.skip(' ');
        int codeStart = head.at();
        int code = (int) head.number(codeStart, head.skipVisible(), 3);
        wellFormed = wellFormed && head.at() == codeStart + 3 && code >= 200;
        int phraseStart = head.at();
        int phraseEnd = head.skipText();
        wellFormed = wellFormed && (phraseEnd == phraseStart || head.is(phraseStart, ' '));
        if (!wellFormed || !head.skipLineEnd()) {
            throw MalformedMessageException.inFrame("the status line " + head.shownLine(start)
                    + " is not HTTP/1.1, a code from 200 to 999 and a phrase");
        }
        head.text(phraseStart, phraseEnd, "the phrase");
        HeaderSection section = new HeaderSection(head, headers);
        Headers headers = section.read();
        return new Event.Started(new ResponseHead(new Status(code), headers), section.bodySize(rest));
    }
}
