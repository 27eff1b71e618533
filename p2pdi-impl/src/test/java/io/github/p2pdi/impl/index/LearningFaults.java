package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.RfcIndex;
import io.github.p2pdi.testkit.TaughtIndex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Indexes that break what has to do with learning: how long, how often, and at which moment. */
final class LearningFaults {
    private LearningFaults() {}

    static TaughtIndex listsWhatIsToldTwiceTwice(TaughtIndex good) {
        Map<PeerAddress, List<Rfc>> told = new ConcurrentHashMap<>();
        RfcIndex twice = new WrappedIndex(good.index()) {
            @Override
            public List<Rfc> all() {
                return super.all().stream()
                        .flatMap(rfc -> Collections.nCopies(times(rfc), rfc).stream())
                        .toList();
            }

            private int times(Rfc rfc) {
                return Math.max(1, (int) told.values().stream()
                        .filter(each -> each.contains(rfc))
                        .count());
            }
        };
        return new WrappedTaught(good, twice) {
            @Override
            public void tell(PeerAddress teller, List<Rfc> records, Duration ttl) {
                super.tell(teller, records, ttl);
                told.put(teller, records);
            }
        };
    }

    static TaughtIndex believesTooLong(TaughtIndex good) {
        return lasting(good, Duration.ofNanos(1));
    }

    static TaughtIndex forgetsTooEarly(TaughtIndex good) {
        return lasting(good, Duration.ofNanos(-1));
    }

    private static TaughtIndex lasting(TaughtIndex good, Duration longer) {
        return new WrappedTaught(good, good.index()) {
            @Override
            public Duration say(PeerAddress holder, List<Rfc> records) {
                return super.say(holder, records).minus(longer);
            }

            @Override
            public void tell(PeerAddress teller, List<Rfc> records, Duration ttl) {
                super.tell(teller, records, ttl.plus(longer));
            }
        };
    }

    static TaughtIndex remembersItsSize(TaughtIndex good) {
        return remembering(good, remembered -> new WrappedIndex(good.index()) {
            @Override
            public int size() {
                return (int) remembered.computeIfAbsent("", any -> super.size());
            }
        });
    }

    static TaughtIndex remembersWhatItFound(TaughtIndex good) {
        return remembering(good, remembered -> new WrappedIndex(good.index()) {
            @Override
            @SuppressWarnings("unchecked")
            public List<Rfc> search(String text) {
                return (List<Rfc>) remembered.computeIfAbsent(text, any -> super.search(text));
            }
        });
    }

    /** What has been answered once is answered again, until something else is learned. */
    private static TaughtIndex remembering(TaughtIndex good, Function<Map<String, Object>, RfcIndex> breaking) {
        Map<String, Object> remembered = Collections.synchronizedMap(new HashMap<>());
        return new WrappedTaught(good, breaking.apply(remembered)) {
            @Override
            void changed() {
                remembered.clear();
            }
        };
    }

    /** Half of what is listed is as it was before something else was learned, if anything is while it looks. */
    static TaughtIndex looksTwice(TaughtIndex good) {
        Semaphore changes = new Semaphore(0);
        RfcIndex twice = new WrappedIndex(good.index()) {
            @Override
            public List<Rfc> all() {
                changes.drainPermits();
                List<Rfc> first = super.all();
                awaitOne(changes);
                List<Rfc> second = super.all();
                int half = Math.min(first.size(), second.size()) / 2;
                List<Rfc> seen = new ArrayList<>(first.subList(0, half));
                seen.addAll(second.subList(half, second.size()));
                return Collections.unmodifiableList(seen);
            }
        };
        return new WrappedTaught(good, twice) {
            @Override
            void changed() {
                changes.release();
            }
        };
    }

    private static void awaitOne(Semaphore changes) {
        try {
            changes.tryAcquire(10, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
