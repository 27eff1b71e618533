package io.github.p2pdi.impl.store;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file that may be a document, as it was seen last. Whoever looks at the folder has it to himself. */
final class Candidate {
    private final long number;
    private final Path path;
    private final Optional<StoredFile> given;
    private Optional<StoredFile> ready;
    private @Nullable FileStamp stamp;
    private long sinceNanos;
    private boolean settling;
    private String complaint = "";
    private long look;

    private Candidate(long number, Path path, Optional<StoredFile> given) {
        this.number = number;
        this.path = path;
        this.given = given;
        this.ready = given;
        this.stamp = given.map(StoredFile::stamp).orElse(null);
    }

    /** A file of the folder that nothing is known of yet. */
    static Candidate found(long number, Path path) {
        return new Candidate(number, path, Optional.empty());
    }

    /** A file that somebody has named with its number and title, who knows that it is whole. */
    static Candidate given(StoredFile file) {
        return new Candidate(file.number(), file.path(), Optional.of(file));
    }

    long number() {
        return number;
    }

    Path path() {
        return path;
    }

    /** What was said of it by whoever gave it. */
    Optional<StoredFile> given() {
        return given;
    }

    /** The document that can be made of it. */
    Optional<StoredFile> ready() {
        return ready;
    }

    boolean isSettling() {
        return settling;
    }

    /** When it was seen first as it is now. */
    long sinceNanos() {
        return sinceNanos;
    }

    /** Whether its bytes are those that were seen last. */
    boolean is(FileStamp seen) {
        return seen.equals(stamp);
    }

    /** It has other bytes, which may still be on their way. */
    void changed(FileStamp seen, long nowNanos) {
        stamp = seen;
        sinceNanos = nowNanos;
        settling = true;
        ready = Optional.empty();
    }

    void accepted(StoredFile document) {
        settling = false;
        ready = Optional.of(document);
        complaint = "";
    }

    /** It cannot be a document now; seen again, it begins anew. */
    void refused() {
        stamp = null;
        settling = false;
        ready = Optional.empty();
    }

    /** Whether this is something new to say of it. */
    boolean complain(String why) {
        boolean isNew = !why.equals(complaint);
        complaint = why;
        return isNew;
    }

    /** Notes that a look has come by. */
    void seenBy(long number) {
        look = number;
    }

    boolean wasSeenBy(long number) {
        return look == number;
    }
}
