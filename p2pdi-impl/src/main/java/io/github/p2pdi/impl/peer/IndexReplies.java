package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.index.Learned;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.json.RfcJson;
import io.github.p2pdi.impl.reply.Reply;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers rfcquery: to plain askers the peer's own records, to {@code Accept} what it heard of others as well. Both are encoded once for as
 * long as they are the same, and shared by all who ask. Whoever finds one outdated replaces it as a whole; two who do so at once do it twice.
 */
final class IndexReplies {
    private final MergedIndex index;
    private final TimeSource time;
    private final String epoch;
    private volatile @Nullable Encoded plain;
    private volatile @Nullable Encoded detailed;

    IndexReplies(MergedIndex index, TimeSource time, String epoch) {
        this.index = index;
        this.time = time;
        this.epoch = epoch;
    }

    Response answer(Request request) {
        if (!request.acceptsJson()) {
            return Reply.json(request, plain().body, Headers.NONE);
        }
        Encoded current = detailed();
        Headers tag = Headers.of(HeaderNames.ETAG, '"' + epoch + '-' + Long.toHexString(current.stamp) + '"');
        return Reply.json(request, current.body, tag);
    }

    private Encoded plain() {
        long stamp = index.ownStamp();
        Encoded current = plain;
        if (current == null || current.stamp != stamp) {
            current = new Encoded(stamp, 0, RfcJson.plainList(index.own()));
            plain = current;
        }
        return current;
    }

    /** What is left of others' records is told in seconds, so it changes each second. */
    private Encoded detailed() {
        // Taken before the records are: if they change in between, the next asker finds a newer stamp.
        long stamp = index.stamp();
        long second = TimeUnit.NANOSECONDS.toSeconds(time.nanos());
        Encoded current = detailed;
        if (current == null || current.stamp != stamp || current.second != second) {
            List<RfcEntry> entries = new ArrayList<>();
            for (Rfc own : index.own()) {
                entries.add(RfcEntry.of(own, OptionalLong.empty()));
            }
            for (Learned heard : index.known()) {
                entries.add(RfcEntry.of(
                        heard.rfc(), OptionalLong.of(heard.ttl().orElseThrow().toSeconds())));
            }
            current = new Encoded(stamp, second, RfcJson.detailed(entries));
            detailed = current;
        }
        return current;
    }

    private record Encoded(long stamp, long second, ByteBuffer body) {}
}
