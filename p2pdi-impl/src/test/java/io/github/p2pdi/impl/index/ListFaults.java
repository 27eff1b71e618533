package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.FoundDocument;
import io.github.p2pdi.node.RfcIndex;
import io.github.p2pdi.time.TimeSource;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Indexes that break what is listed, found by number and counted. */
final class ListFaults {
    private ListFaults() {}

    static RfcIndex comparesPortsAsText(RfcIndex good) {
        return new WrappedIndex(good) {
            @Override
            public List<Rfc> all() {
                Comparator<Rfc> order = Comparator.comparingLong(Rfc::number);
                return super.all().stream()
                        .sorted(order.thenComparing(rfc -> rfc.holder().toString()))
                        .toList();
            }
        };
    }

    static RfcIndex listsAThousand(RfcIndex good) {
        return new WrappedIndex(good) {
            @Override
            public List<Rfc> all() {
                return super.all().stream().limit(1_000).toList();
            }
        };
    }

    static RfcIndex findsInTheOrderOfAll(RfcIndex good) {
        return new WrappedIndex(good) {
            @Override
            public List<Rfc> find(long number) {
                return super.find(number).stream().sorted(KeyOrder.BY_KEY).toList();
            }
        };
    }

    static RfcIndex cutsNumbers(RfcIndex good) {
        return new WrappedIndex(good) {
            @Override
            public List<Rfc> find(long number) {
                return super.find(number & Integer.MAX_VALUE);
            }
        };
    }

    static RfcIndex givesItsListsAway(RfcIndex good) {
        return new WrappedIndex(good) {
            @Override
            public List<Rfc> all() {
                return new ArrayList<>(super.all());
            }

            @Override
            public List<Rfc> find(long number) {
                return new ArrayList<>(super.find(number));
            }

            @Override
            public List<Rfc> search(String text) {
                return new ArrayList<>(super.search(text));
            }

            @Override
            public List<FoundDocument> documents(String text) {
                return new ArrayList<>(super.documents(text));
            }
        };
    }

    /** What is found has the own record as it is when somebody looks. */
    static RfcIndex givesAViewOfOwnRecords(RfcIndex good) {
        return new WrappedIndex(good) {
            @Override
            public List<Rfc> find(long number) {
                List<Rfc> found = super.find(number);
                return view(() -> found.stream()
                        .flatMap(rfc -> isStranger(rfc)
                                ? Stream.of(rfc)
                                : good.find(number).stream().limit(1))
                        .toList());
            }
        };
    }

    private static boolean isStranger(Rfc rfc) {
        return !rfc.holder().host().startsWith("self");
    }

    /** What is there no more vanishes from lists that have been given. */
    static RfcIndex takesFromItsLists(RfcIndex good) {
        return new WrappedIndex(good) {
            @Override
            public List<Rfc> all() {
                List<Rfc> all = super.all();
                return view(() -> all.stream()
                        .filter(rfc -> good.find(rfc.number()).stream()
                                .anyMatch(each -> each.holder().equals(rfc.holder())))
                        .toList());
            }
        };
    }

    private static List<Rfc> view(Supplier<List<Rfc>> records) {
        return new AbstractList<>() {
            @Override
            public Rfc get(int at) {
                return records.get().get(at);
            }

            @Override
            public int size() {
                return records.get().size();
            }

            @Override
            public Iterator<Rfc> iterator() {
                return records.get().iterator();
            }
        };
    }

    static RfcIndex countsToAThousand(RfcIndex good) {
        return new WrappedIndex(good) {
            @Override
            public int size() {
                return Math.min(1_000, super.size());
            }
        };
    }

    static RfcIndex forgetsItsOwn(RfcIndex good, PeerAddress self, TimeSource time) {
        long begun = time.nanos();
        return new WrappedIndex(good) {
            @Override
            public List<Rfc> all() {
                boolean old = time.nanos() - begun >= Duration.ofDays(30).toNanos();
                return old
                        ? super.all().stream()
                                .filter(rfc -> !rfc.holder().equals(self))
                                .toList()
                        : super.all();
            }
        };
    }
}
