package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.index.Listing;
import io.github.p2pdi.impl.index.MergedIndex;
import io.github.p2pdi.impl.json.RfcJson;
import io.github.p2pdi.impl.reply.Reply;
import io.github.p2pdi.impl.runtime.Revocable;
import io.github.p2pdi.impl.runtime.Superseded;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers rfcquery: to plain askers the peer's own records, to {@code Accept} what it heard of others as well, or the part of it that is asked for.
 * What many ask for is encoded once for as long as it is the same, and shared by all who ask. What takes long is done elsewhere, one after the other and
 * each source in its turn, so that a peer that knows very much still serves its other askers.
 */
final class IndexReplies {
    /** What a page of them is made from takes 8 bytes each, for as long as it is read. */
    private static final int MOST_OF_A_PAGE = 100_000;

    private final MergedIndex index;
    private final String epoch;
    private final SlowAnswers slowly;
    private final IndexView local;
    private final IndexView all;
    private final Superseded superseded;
    private final AtomicReference<@Nullable Encoded> plain = new AtomicReference<>();

    /**
     * Makes one.
     *
     * @param epoch tells this start of the peer from others
     * @param slowly runs one at a time what takes long
     * @param superseded what is still being sent though there is something newer
     */
    IndexReplies(MergedIndex index, TimeSource time, String epoch, Executor slowly, Superseded superseded) {
        this.index = index;
        this.epoch = epoch;
        this.slowly = new SlowAnswers(slowly);
        this.superseded = superseded;
        this.local = new IndexView(time, index::ownStamp, index::ownListing, superseded);
        this.all = new IndexView(time, index::stamp, () -> index.everything().withoutSocketsOfOthers(), superseded);
    }

    /** Answers, now or later. */
    void answer(Exchange exchange) {
        Request request = exchange.request();
        if (!request.acceptsJson()) {
            boolean isQuick = index.ownSize() <= Shown.SHORT || plainAtHand() != null;
            answer(exchange, isQuick, () -> plain(request));
            return;
        }
        IndexRequest wish;
        try {
            wish = IndexRequest.read(request);
        } catch (IllegalArgumentException malformed) {
            exchange.answer(Reply.refusal(request, Status.BAD_REQUEST, String.valueOf(malformed.getMessage())));
            return;
        }
        int size = wish.local() ? index.ownSize() : index.size();
        boolean isShort = size <= Shown.SHORT && view(wish).wasShort();
        // What was found to be quick is answered from just that: a moment later it may have to be made anew.
        Optional<Shown> quick = isShort ? Optional.empty() : view(wish).atHand().filter(shown -> isQuick(wish, shown));
        answer(
                exchange,
                isShort || quick.isPresent(),
                () -> extended(request, wish, quick.orElseGet(() -> view(wish).now())));
    }

    private void answer(Exchange exchange, boolean isQuick, Supplier<Response> answer) {
        if (isQuick) {
            exchange.answer(answer.get());
            return;
        }
        slowly.answer(exchange, answer);
    }

    /** Whether it can be answered from that within a millisecond or two. */
    private boolean isQuick(IndexRequest wish, Shown shown) {
        if (isKnown(wish, tag(wish, shown))) {
            return true;
        }
        if (wish.since().isPresent() || wish.title().isPresent()) {
            return false;
        }
        Span span = span(wish, shown);
        return Math.min(span.size(), wish.limit().orElse(Integer.MAX_VALUE)) <= Shown.SHORT
                || (isWhole(wish, shown)
                        && shown.encoded().filter(whole -> fits(wish, whole)).isPresent());
    }

    private static boolean isWhole(IndexRequest wish, Shown shown) {
        return !wish.isFiltered()
                && wish.after().isEmpty()
                && wish.limit().orElse(Integer.MAX_VALUE) >= shown.records().size();
    }

    /** Who asks for pages is not told more at once than a page has. */
    private static boolean fits(IndexRequest wish, PiecedBody.Built whole) {
        return whole.isHeld() || !wish.isPage();
    }

    private IndexView view(IndexRequest wish) {
        return wish.local() ? local : all;
    }

    private Tag tag(IndexRequest wish, Shown shown) {
        return new Tag(epoch, wish.filters(), shown.version());
    }

    private static boolean isKnown(IndexRequest wish, Tag tag) {
        return wish.after().isEmpty() && wish.ifNoneMatch().filter(tag::isAmong).isPresent();
    }

    private Response extended(Request request, IndexRequest wish, Shown shown) {
        IndexView view = view(wish);
        Tag tag = tag(wish, shown);
        if (isKnown(wish, tag)) {
            return Response.of(Status.NOT_MODIFIED, tag.header(), Body.NONE);
        }
        if (wish.since().isPresent()) {
            return changes(request, wish, view, shown, tag);
        }
        if (isWhole(wish, shown)) {
            PiecedBody.Built whole = view.whole(shown);
            if (fits(wish, whole)) {
                return told(request, shown, whole.body(), tag.header());
            }
        }
        return wish.isPage()
                ? page(request, wish, shown, tag)
                : told(request, shown, RecordBodies.list(wanted(wish, shown, Integer.MAX_VALUE)), tag.header());
    }

    private static Response told(Request request, Shown shown, Body body, Headers headers) {
        return Reply.json(request, shown.body(body), headers);
    }

    /** What has changed since a tag; all that is wanted where that is not known, or is much. */
    private static Response changes(Request request, IndexRequest wish, IndexView view, Shown shown, Tag tag) {
        Optional<Set<Rfc.Key>> keys =
                Tag.version(wish.since().orElseThrow(), tag).flatMap(view::changedSince);
        if (keys.isEmpty() && !wish.isFiltered()) {
            return told(request, shown, view.full(shown, tag).body(), tag.header());
        }
        if (keys.isEmpty()) {
            Listing wanted = wanted(wish, shown, Integer.MAX_VALUE);
            return told(request, shown, RecordBodies.full(tag.text(), wanted), tag.header());
        }
        BitSet added = new BitSet();
        List<Rfc.Key> removed = new ArrayList<>();
        IntPredicate isWanted = isWanted(wish, shown);
        for (Rfc.Key key : keys.get()) {
            if (!wish.isOfNumber(key.number())) {
                continue;
            }
            int now = shown.find(key);
            if (now >= 0 && isWanted.test(now)) {
                added.set(now);
            } else if (removed.isEmpty() || !Shown.isSameOnTheWire(key, removed.get(removed.size() - 1))) {
                removed.add(key);
                // Whoever is told that it is gone drops them, too.
                shown.sameOnTheWire(key).filter(isWanted).forEach(added::set);
            }
        }
        Listing what = shown.records().only(added.stream().toArray());
        Body body = RecordBodies.changes(tag.text(), what, removed);
        return told(request, shown, body, tag.header());
    }

    private static IntPredicate isWanted(IndexRequest wish, Shown shown) {
        Predicate<Rfc> isWanted = wish.wanted();
        return index -> isWanted.test(shown.records().get(index).rfc());
    }

    private static Response page(Request request, IndexRequest wish, Shown shown, Tag tag) {
        int most = Math.min(wish.limit().orElse(MOST_OF_A_PAGE), MOST_OF_A_PAGE);
        Listing wanted = wanted(wish, shown, most);
        RecordBodies.Page page = RecordBodies.page(wanted.part(0, Math.min(most, wanted.size())));
        Headers next = page.records() < wanted.size()
                ? Headers.of(HeaderNames.NEXT, IndexRequest.cursor(wanted.key(page.records() - 1)))
                : Headers.NONE;
        return told(request, shown, page.body(), tag.header().with(next));
    }

    /** The first of those that are wanted, and one more if there are more. */
    private static Listing wanted(IndexRequest wish, Shown shown, int most) {
        Listing records = shown.records();
        Span span = span(wish, shown);
        int room = most == Integer.MAX_VALUE ? most : most + 1;
        return wish.title().isPresent()
                ? titled(wish, records, span, room)
                : records.part(span.from, span.from + Math.min(room, span.size()));
    }

    /** Where in the order of keys those are that may be wanted: of one number there can be as many as there is room for. */
    private static Span span(IndexRequest wish, Shown shown) {
        Listing records = shown.records();
        int from = wish.after().map(shown::behind).orElse(0);
        int to = records.size();
        if (wish.number().isPresent()) {
            long number = wish.number().getAsLong();
            from = Math.max(from, records.from(number));
            to = number == Long.MAX_VALUE ? to : records.from(number + 1);
        }
        return new Span(from, Math.max(from, to));
    }

    private record Span(int from, int to) {
        int size() {
            return to - from;
        }
    }

    private static Listing titled(IndexRequest wish, Listing records, Span span, int most) {
        IntPredicate mayBe = records.mayHaveInTitle(wish.title().orElse(""));
        Predicate<Rfc> isWanted = wish.wanted();
        int[] wanted = IntStream.range(span.from, span.to)
                .filter(mayBe)
                .filter(i -> isWanted.test(records.get(i).rfc()))
                .limit(most)
                .toArray();
        return records.only(wanted);
    }

    private Response plain(Request request) {
        Encoded current = plainAtHand();
        if (current == null) {
            // Taken before the records are: if they change in between, the next asker finds a newer stamp.
            long stamp = index.ownStamp();
            current = new Encoded(stamp, Body.of(RfcJson.plainList(index.own())), new Revocable());
            Encoded old = plain.getAndSet(current);
            if (old != null) {
                superseded.add(old.revocable, old.body.size(), 0);
            }
        }
        return Reply.json(request, current.revocable.body(current.body), Headers.NONE);
    }

    private @Nullable Encoded plainAtHand() {
        Encoded current = plain.get();
        return current != null && current.stamp == index.ownStamp() ? current : null;
    }

    private record Encoded(long stamp, Body body, Revocable revocable) {}
}
