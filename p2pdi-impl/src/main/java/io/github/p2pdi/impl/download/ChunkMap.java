package io.github.p2pdi.impl.download;

import io.github.p2pdi.model.Manifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which chunks of a document are here, which are on their way and from whom, and who is to be asked for what next. A chunk is MISSING, then OPEN while
 * it comes, WRITTEN until it has been digested, then DONE; what fails on the way is MISSING again. TAKEN is what has gone into the digest of the whole and
 * not into one of its own. The board's lock guards it.
 */
final class ChunkMap {
    private static final double WORTH_IT = 1.5;
    private static final double BREATH_SECONDS = 0.25;
    private static final long BEHIND_BYTES = 32 << 20;
    private static final int BEHIND_CHUNKS = 4;

    private enum Place {
        MISSING,
        OPEN,
        WRITTEN,
        TAKEN,
        DONE
    }

    private final Manifest manifest;
    private final Place[] places;
    private final @Nullable Holder[] authors;
    private final List<Run> runs = new ArrayList<>();
    private int firstMissing;
    private int missing;
    private int written;
    private int done;

    ChunkMap(Manifest manifest) {
        this.manifest = manifest;
        int chunks = manifest.chunks();
        places = new Place[chunks];
        Arrays.fill(places, Place.MISSING);
        authors = new Holder[chunks];
        missing = chunks;
    }

    Manifest manifest() {
        return manifest;
    }

    long begin(int chunk) {
        return chunk * manifest.chunkSize();
    }

    long length(int chunk) {
        return Math.min(manifest.chunkSize(), manifest.size() - begin(chunk));
    }

    int missing() {
        return missing;
    }

    /** Whether what is here and has not been digested is so much that it is time to wait for that. */
    boolean isBehind() {
        return written > Math.max(BEHIND_CHUNKS, BEHIND_BYTES / manifest.chunkSize());
    }

    boolean isDone() {
        return done == places.length;
    }

    boolean isDone(int chunk) {
        return places[chunk] == Place.DONE;
    }

    boolean isMissing(int chunk) {
        return places[chunk] == Place.MISSING;
    }

    /** The bytes of all chunks that are here, and of those that come. */
    long bytes() {
        long bytes = 0;
        for (int chunk = 0; chunk < places.length; chunk++) {
            boolean absent = places[chunk] == Place.MISSING || places[chunk] == Place.OPEN;
            bytes += absent ? 0 : length(chunk);
        }
        for (Run run : runs) {
            bytes += run.isCopy() ? 0 : run.partial;
        }
        return bytes;
    }

    /** The bytes of all chunks that have been found right. */
    long doneBytes() {
        boolean lastDone = places.length > 0 && isDone(places.length - 1);
        return done * manifest.chunkSize() - (lastDone ? manifest.chunkSize() - length(places.length - 1) : 0);
    }

    /** The next missing chunks, so many at most. */
    Optional<Run> take(Holder holder, int most) {
        while (firstMissing < places.length && places[firstMissing] != Place.MISSING) {
            firstMissing++;
        }
        if (firstMissing == places.length) {
            return Optional.empty();
        }
        int end = firstMissing;
        while (end < places.length && end - firstMissing < most && places[end] == Place.MISSING) {
            move(end++, Place.OPEN);
        }
        return Optional.of(add(new Run(holder, firstMissing, end)));
    }

    /** Chunk by chunk, as a stream that has all of them goes by: whether this one is still missing, and is its own now. */
    boolean claim(Run run, int chunk) {
        if (places[chunk] != Place.MISSING) {
            return false;
        }
        move(chunk, Place.OPEN);
        run.next = chunk;
        run.end = chunk + 1;
        if (!runs.contains(run)) {
            runs.add(run);
        }
        return true;
    }

    /** Of what a slow holder has still before it, half; or the chunk that it is at, a second time: if that is had sooner so. */
    Optional<Run> relieve(Holder holder, long now) {
        Run slowest = null;
        double longest = 0;
        for (Run run : runs) {
            double left = run.goesOn() && !run.isCopy() && run.holder != holder ? secondsLeft(run, now) : 0;
            if (left > longest) {
                slowest = run;
                longest = left;
            }
        }
        if (slowest == null || longest < WORTH_IT * seconds(holder, now) + BREATH_SECONDS) {
            return Optional.empty();
        }
        int untouched = slowest.end - slowest.next - 1;
        if (untouched > 0) {
            int end = slowest.end;
            slowest.end -= (untouched + 1) / 2;
            return Optional.of(add(new Run(holder, slowest.end, end)));
        }
        if (slowest.doubled) {
            return Optional.empty();
        }
        slowest.doubled = true;
        return Optional.of(add(new Run(holder, slowest)));
    }

    private double secondsLeft(Run run, long now) {
        long bytes = (run.end - run.next) * manifest.chunkSize() - run.partial;
        return bytes / Math.max(1, run.holder.meter.at(now));
    }

    /** How long a holder will take for a chunk; one that nobody knows is taken for a quick one. */
    private double seconds(Holder holder, long now) {
        double rate = holder.meter.at(now);
        return rate < 1 ? 0 : manifest.chunkSize() / rate;
    }

    private Run add(Run run) {
        runs.add(run);
        return run;
    }

    /** Who asked a second time has all of the chunk: whether it is his now. */
    boolean takeOver(Run copy) {
        if (isMissing(copy.next)) {
            move(copy.next, Place.OPEN);
            copy.owns = true;
            return true;
        }
        Run original = copy.original;
        boolean open = original.goesOn() && original.next == copy.next && runs.contains(original);
        if (open) {
            original.end = original.next;
            original.partial = 0;
            copy.owns = true;
        }
        return open;
    }

    /** A chunk is on the disk. */
    void written(Run run) {
        authors[run.next] = run.holder;
        move(run.next, Place.WRITTEN);
        for (Run other : runs) {
            if (other.original == run && other != run && other.next == run.next) {
                other.end = other.next;
                other.holder.interrupt();
            }
        }
        run.doubled = false;
        run.partial = 0;
        run.next++;
    }

    /** A run has ended; what it did not deliver is missing again. */
    void end(Run run) {
        runs.remove(run);
        if (run.isCopy()) {
            run.original.doubled = false;
        }
        for (int chunk = run.next; run.owns && chunk < run.end; chunk++) {
            move(chunk, Place.MISSING);
        }
        run.end = run.next;
    }

    /** A chunk that an earlier attempt has left; it is to be digested. */
    void found(int chunk) {
        move(chunk, Place.WRITTEN);
    }

    void taken(int chunk) {
        move(chunk, Place.TAKEN);
    }

    void done(int chunk) {
        move(chunk, Place.DONE);
    }

    /** The digest of the whole was right. */
    void allDone() {
        for (int chunk = 0; chunk < places.length; chunk++) {
            move(chunk, Place.DONE);
        }
    }

    /** A chunk is wrong; gives who sent it, if anybody did. */
    Optional<Holder> wrong(int chunk) {
        move(chunk, Place.MISSING);
        return Optional.ofNullable(authors[chunk]);
    }

    private void move(int chunk, Place to) {
        count(places[chunk], -1);
        count(to, 1);
        places[chunk] = to;
        if (to == Place.MISSING) {
            firstMissing = Math.min(firstMissing, chunk);
        }
    }

    private void count(Place place, int by) {
        switch (place) {
            case MISSING -> missing += by;
            case WRITTEN -> written += by;
            case DONE -> done += by;
            case OPEN, TAKEN -> {}
        }
    }
}
