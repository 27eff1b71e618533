package io.github.p2pdi.impl.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The files that may be documents: those of the folder, and those that were given with a number, which go before. Whoever looks at the folder has them
 * to himself, but for {@link #give}, which is safe at any time.
 */
final class Candidates {
    private static final Comparator<Candidate> ORDER = Comparator.comparing(Candidate::path, DocumentName.PREFERENCE);

    private final Map<Path, Candidate> found = new HashMap<>();
    private final Map<Long, List<Candidate>> byNumber = new HashMap<>();
    private final Map<Long, Candidate> given = new ConcurrentHashMap<>();
    private final Set<Candidate> settling = new LinkedHashSet<>();

    void give(StoredFile file) {
        given.put(file.number(), Candidate.given(file));
    }

    Optional<Candidate> found(Path path) {
        return Optional.ofNullable(found.get(path));
    }

    void add(Candidate candidate) {
        found.put(candidate.path(), candidate);
        List<Candidate> same = byNumber.computeIfAbsent(candidate.number(), any -> new ArrayList<>(1));
        same.add(candidate);
        same.sort(ORDER);
    }

    /** The file is gone. One that was given may come again, as when it is saved by an editor, and is what it was said to be then. */
    void remove(Candidate candidate) {
        settling.remove(candidate);
        if (candidate.given().isPresent()) {
            candidate.refused();
        } else if (found.remove(candidate.path(), candidate)) {
            List<Candidate> same = byNumber.getOrDefault(candidate.number(), new ArrayList<>());
            same.remove(candidate);
            if (same.isEmpty()) {
                byNumber.remove(candidate.number());
            }
        }
    }

    /** Those of the folder that are like this. */
    List<Candidate> found(Predicate<Candidate> like) {
        return found.values().stream().filter(like).toList();
    }

    Collection<Candidate> given() {
        return given.values();
    }

    /** Those whose files must stay the same for a while. */
    Set<Candidate> settling() {
        return settling;
    }

    Set<Long> numbers() {
        return byNumber.keySet();
    }

    /** Those of a number, the preferred one first. */
    List<Candidate> of(long number) {
        List<Candidate> same = byNumber.getOrDefault(number, List.of());
        Candidate first = given.get(number);
        if (first == null) {
            return same;
        }
        List<Candidate> all = new ArrayList<>(List.of(first));
        all.addAll(same);
        return all;
    }

    /** What a number is at present. */
    Optional<StoredFile> chosen(long number) {
        return of(number).stream().flatMap(each -> each.ready().stream()).findFirst();
    }
}
