package io.github.p2pdi.impl.store;

import io.github.p2pdi.node.Document;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * The documents that are offered, one a number. Safe for concurrent use without a lock: its values are immutable, and replaced only if they are still
 * the ones that were read.
 */
final class Shelf {
    private static final long LARGE = 256 << 20;

    private final ConcurrentNavigableMap<Long, StoredFile> files = new ConcurrentSkipListMap<>();

    Optional<StoredFile> get(long number) {
        return Optional.ofNullable(files.get(number));
    }

    List<Document> documents() {
        return files.values().stream().map(StoredFile::document).toList();
    }

    Set<Long> numbers() {
        return files.keySet();
    }

    /** Those of these documents whose digest is not known. */
    List<Long> withoutDigest(Set<Long> numbers) {
        return numbers.stream()
                .filter(number -> get(number).map(file -> !file.hasDigest()).orElse(false))
                .toList();
    }

    /** Whether hashing it takes a second or more. */
    boolean isLarge(long number) {
        return get(number).map(file -> file.stamp().size() >= LARGE).orElse(false);
    }

    void put(StoredFile file) {
        files.put(file.number(), file);
    }

    boolean replace(StoredFile known, StoredFile now) {
        return files.replace(known.number(), known, now);
    }

    boolean remove(StoredFile known) {
        return files.remove(known.number(), known);
    }

    /**
     * Makes a number what it is to be; a digest that is known of the same file stays.
     *
     * @param wanted asked again where somebody else has changed it meanwhile
     * @return whether it is another file than before, or none
     */
    boolean offer(long number, Supplier<Optional<StoredFile>> wanted) {
        while (true) {
            StoredFile now = files.get(number);
            Optional<StoredFile> next = wanted.get();
            if (next.isEmpty()) {
                if (now == null || files.remove(number, now)) {
                    return now != null;
                }
            } else if (now == null) {
                if (files.putIfAbsent(number, next.get()) == null) {
                    return true;
                }
            } else if (now.isSameFileAs(next.get())) {
                return false;
            } else if (files.replace(number, now, next.get())) {
                return true;
            }
        }
    }

    void clear() {
        files.clear();
    }
}
