package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.index.Learned;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.impl.json.RfcEntry;
import io.github.p2pdi.impl.json.RfcJson;
import io.github.p2pdi.impl.reply.Reply;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers rfcquery: to plain askers the peer's own records, to {@code Accept} what it heard of others as well, or the part of it that is asked for.
 * What many ask for is encoded once for as long as it is the same, and shared by all who ask.
 */
final class IndexReplies {
    private final MergedIndex index;
    private final String epoch;
    private final IndexView local;
    private final IndexView all;
    private volatile @Nullable Encoded plain;

    IndexReplies(MergedIndex index, TimeSource time, String epoch) {
        this.index = index;
        this.epoch = epoch;
        this.local = new IndexView(time, index::ownStamp, () -> own(index));
        this.all = new IndexView(time, index::stamp, () -> everything(index));
    }

    Response answer(Request request) {
        if (!request.acceptsJson()) {
            return Reply.json(request, plain().body, Headers.NONE);
        }
        IndexRequest wish;
        try {
            wish = IndexRequest.read(request);
        } catch (IllegalArgumentException malformed) {
            return Reply.refusal(request, Status.BAD_REQUEST, String.valueOf(malformed.getMessage()));
        }
        IndexView view = wish.local() ? local : all;
        Shown shown = view.now();
        Tag tag = new Tag(epoch, wish.filters(), shown.version());
        if (!wish.isPage() && wish.ifNoneMatch().filter(tag::isAmong).isPresent()) {
            return Response.of(Status.NOT_MODIFIED, tag.header(), Body.NONE);
        }
        if (wish.since().isPresent()) {
            return changes(request, wish, view, shown, tag);
        }
        return wish.isPage() || wish.isFiltered()
                ? page(request, wish, shown, tag)
                : Reply.json(request, shown.encoded(), tag.header());
    }

    /** What has changed since a tag; all that is wanted where that is not known. */
    private static Response changes(Request request, IndexRequest wish, IndexView view, Shown shown, Tag tag) {
        Optional<Set<Rfc.Key>> keys =
                Tag.version(wish.since().orElseThrow(), tag).flatMap(view::changedSince);
        if (keys.isEmpty()) {
            List<RfcEntry> wanted = Shown.entries(wanted(wish, shown.records()));
            return Reply.json(request, RfcJson.changes(tag.text(), true, wanted, List.of()), tag.header());
        }
        List<Learned> added = new ArrayList<>();
        List<Rfc.Key> removed = new ArrayList<>();
        for (Rfc.Key key : keys.get()) {
            Learned now = shown.find(key);
            if (now != null && wish.wants(now.rfc())) {
                added.add(now);
            } else {
                removed.add(key);
            }
        }
        return Reply.json(request, RfcJson.changes(tag.text(), false, Shown.entries(added), removed), tag.header());
    }

    private static Response page(Request request, IndexRequest wish, Shown shown, Tag tag) {
        List<Learned> records = shown.records();
        List<Learned> rest = wish.after()
                .map(key -> records.subList(shown.behind(key), records.size()))
                .orElse(records);
        List<Learned> wanted = wanted(wish, rest);
        int most = wish.limit().orElse(Integer.MAX_VALUE);
        Headers headers = tag.header();
        if (wanted.size() > most) {
            wanted = wanted.subList(0, most);
            headers = headers.with(
                    HeaderNames.NEXT,
                    IndexRequest.cursor(wanted.get(most - 1).rfc().key()));
        }
        return Reply.json(request, RfcJson.detailed(Shown.entries(wanted)), headers);
    }

    private static List<Learned> wanted(IndexRequest wish, List<Learned> records) {
        return wish.isFiltered()
                ? records.stream().filter(learned -> wish.wants(learned.rfc())).toList()
                : records;
    }

    private Encoded plain() {
        long stamp = index.ownStamp();
        Encoded current = plain;
        if (current == null || current.stamp != stamp) {
            current = new Encoded(stamp, RfcJson.plainList(index.own()));
            plain = current;
        }
        return current;
    }

    private static List<Learned> own(MergedIndex index) {
        return index.own().stream()
                .map(rfc -> new Learned(rfc, Optional.empty()))
                .toList();
    }

    /** Both are in the order of their keys, and so is what comes of them. */
    /** Sockets of this machine are nobody else's business. */
    private static boolean isForOthers(Learned learned) {
        return !learned.rfc().holder().scheme().equals(PeerAddress.UNIX);
    }

    private static List<Learned> everything(MergedIndex index) {
        List<Learned> own = own(index);
        List<Learned> known =
                index.known().stream().filter(IndexReplies::isForOthers).toList();
        if (own.isEmpty() || known.isEmpty()) {
            return own.isEmpty() ? known : own;
        }
        List<Learned> both = new ArrayList<>(own.size() + known.size());
        both.addAll(own);
        both.addAll(known);
        both.sort((a, b) -> a.rfc().key().compareTo(b.rfc().key()));
        return both;
    }

    private record Encoded(long stamp, ByteBuffer body) {}
}
