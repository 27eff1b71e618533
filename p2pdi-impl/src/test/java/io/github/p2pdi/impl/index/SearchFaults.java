package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.FoundDocument;
import io.github.p2pdi.node.RfcIndex;
import io.github.p2pdi.node.TitleQuery;
import io.github.p2pdi.node.TitleQuery.Match;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Indexes that break what is found by title. */
final class SearchFaults {
    private SearchFaults() {}

    static RfcIndex searchesForAnyWord(RfcIndex good) {
        return new WrappedIndex(good) {
            @Override
            public List<Rfc> search(String text) {
                List<String> words = TitleQuery.of(text).words();
                return words.isEmpty() ? super.search(text) : matching(all(), words);
            }

            private List<Rfc> matching(List<Rfc> records, List<String> words) {
                return records.stream()
                        .filter(rfc -> words.stream()
                                .anyMatch(word -> TitleQuery.of(word).match(rfc) != Match.NONE))
                        .limit(MOST_FOUND)
                        .toList();
            }
        };
    }

    static RfcIndex mindsAccents(RfcIndex good) {
        return new WrappedIndex(good) {
            @Override
            public List<Rfc> search(String text) {
                List<String> words =
                        Stream.of(upper(text).split("[\\s\\p{Z}]+", -1)).toList();
                boolean number = TitleQuery.of(text).number().isPresent();
                return super.search(text).stream()
                        .filter(rfc -> number || words.stream().allMatch(upper(rfc.title())::contains))
                        .toList();
            }
        };
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    static RfcIndex searchesForNoNumber(RfcIndex good) {
        return new WrappedIndex(good) {
            @Override
            public List<Rfc> search(String text) {
                List<String> words = TitleQuery.of(text).words();
                return super.search(text).stream()
                        .filter(rfc -> words.stream().allMatch(TitleQuery.fold(rfc.title())::contains))
                        .toList();
            }
        };
    }

    static RfcIndex searchesHolderByHolder(RfcIndex good) {
        return new WrappedIndex(good) {
            @Override
            public List<Rfc> search(String text) {
                return super.search(text).stream()
                        .sorted(Comparator.comparing(Rfc::holder).thenComparing(Rfc::number))
                        .toList();
            }
        };
    }

    static RfcIndex searchesOn(RfcIndex good) {
        return new WrappedIndex(good) {
            @Override
            public List<Rfc> search(String text) {
                TitleQuery query = TitleQuery.of(text);
                return all().stream()
                        .filter(rfc -> query.match(rfc) != Match.NONE)
                        .toList();
            }
        };
    }

    static RfcIndex leavesOutWhoCallsItOtherwise(RfcIndex good) {
        return new WrappedIndex(good) {
            @Override
            public List<FoundDocument> documents(String text) {
                TitleQuery query = TitleQuery.of(text);
                Map<Long, List<Rfc>> found = new TreeMap<>();
                search(text)
                        .forEach(rfc -> found.computeIfAbsent(rfc.number(), any -> new ArrayList<>())
                                .add(rfc));
                return found.values().stream()
                        .sorted(Comparator.comparing(records -> best(records, query)))
                        .limit(MOST_DOCUMENTS)
                        .map(FoundDocument::of)
                        .toList();
            }
        };
    }

    private static Match best(List<Rfc> records, TitleQuery query) {
        return records.stream().map(query::match).min(Comparator.naturalOrder()).orElse(Match.NONE);
    }

    static RfcIndex takesVariantsForDocuments(RfcIndex good) {
        return documents(
                good,
                found -> found.flatMap(each -> each.variants().stream()
                        .map(variant -> new FoundDocument(each.number(), each.title(), List.of(variant)))));
    }

    static RfcIndex givesDocumentsByNumber(RfcIndex good) {
        return documents(good, found -> found.sorted(Comparator.comparing(FoundDocument::number)));
    }

    static RfcIndex givesFiftyDocuments(RfcIndex good) {
        return documents(good, found -> found.limit(50));
    }

    private static RfcIndex documents(RfcIndex good, UnaryOperator<Stream<FoundDocument>> breaking) {
        return new WrappedIndex(good) {
            @Override
            public List<FoundDocument> documents(String text) {
                return breaking.apply(super.documents(text).stream()).toList();
            }
        };
    }
}
