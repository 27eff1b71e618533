package io.github.p2pdi.impl.codec;

import io.github.p2pdi.wire.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The headers that are seen all the time, so that no string is made of their names, and those that may come once only. */
final class KnownHeader {
    static final KnownHeader CONTENT_LENGTH = onceOnly(HeaderNames.CONTENT_LENGTH, 0);
    static final KnownHeader TRANSFER_ENCODING = onceOnly(HeaderNames.TRANSFER_ENCODING, 1);

    private static final List<KnownHeader> ONCE_ONLY = List.of(
            CONTENT_LENGTH,
            TRANSFER_ENCODING,
            onceOnly(HeaderNames.PEER_COOKIE, 2),
            onceOnly(HeaderNames.PORT, 3),
            onceOnly(HeaderNames.RFC_NUMBER, 4),
            onceOnly(HeaderNames.RANGE, 5));
    private static final List<KnownHeader> REPEATABLE = Stream.of(
                    HeaderNames.ACCEPT,
                    HeaderNames.CONTENT_TYPE,
                    HeaderNames.DATE,
                    HeaderNames.ETAG,
                    HeaderNames.HOST,
                    HeaderNames.LEASE,
                    HeaderNames.OS,
                    HeaderNames.RENEW_AFTER,
                    HeaderNames.RETRY_AFTER,
                    HeaderNames.SCHEME)
            .map(name -> new KnownHeader(name, 0))
            .toList();
    private static final int LONGEST = HeaderNames.TRANSFER_ENCODING.length();
    private static final KnownHeader[][] BY_LENGTH = byLength();

    /** The name as we write it. */
    final String text;

    /** One bit of its own for a header that makes a message malformed when it comes twice, 0 for the others. */
    final int onceBit;

    private final byte[] textBytes;
    private final String lowerCase;
    private final byte[] lowerCaseBytes;

    private KnownHeader(String text, int onceBit) {
        this.text = text;
        this.onceBit = onceBit;
        this.textBytes = text.getBytes(StandardCharsets.US_ASCII);
        this.lowerCase = text.toLowerCase(Locale.ROOT);
        this.lowerCaseBytes = lowerCase.getBytes(StandardCharsets.US_ASCII);
    }

    private static KnownHeader onceOnly(String text, int bit) {
        return new KnownHeader(text, 1 << bit);
    }

    private static KnownHeader[][] byLength() {
        KnownHeader[][] table = new KnownHeader[LONGEST + 1][0];
        Stream.concat(ONCE_ONLY.stream(), REPEATABLE.stream()).forEach(header -> {
            KnownHeader[] longer = Arrays.copyOf(table[header.text.length()], table[header.text.length()].length + 1);
            longer[longer.length - 1] = header;
            table[header.text.length()] = longer;
        });
        return table;
    }

    /** The header whose name stands there, in any case. */
    static @Nullable KnownHeader find(HeadBytes head, int from, int to) {
        int length = to - from;
        if (length <= LONGEST) {
            for (KnownHeader header : BY_LENGTH[length]) {
                if (head.matchesAnyCase(header.lowerCaseBytes, from, to)) {
                    return header;
                }
            }
        }
        return null;
    }

    /** The name as it stands there. */
    String spelled(HeadBytes head, int from, int to) {
        if (head.matches(textBytes, from, to)) {
            return text;
        }
        return head.matches(lowerCaseBytes, from, to) ? lowerCase : head.ascii(from, to);
    }
}
