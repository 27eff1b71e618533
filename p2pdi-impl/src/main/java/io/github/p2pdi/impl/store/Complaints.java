package io.github.p2pdi.impl.store;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What was said last of each document that is of no use, as anybody may ask for it again and again: the log has a reason once. Safe for concurrent use. */
final class Complaints {
    private final Map<Long, String> reasons = new ConcurrentHashMap<>();

    /** Whether this is something new to say of a document. */
    boolean isNew(long number, String why) {
        return !why.equals(reasons.put(number, why));
    }

    /** These numbers are other documents now. */
    void forget(Set<Long> numbers) {
        reasons.keySet().removeAll(numbers);
    }
}
