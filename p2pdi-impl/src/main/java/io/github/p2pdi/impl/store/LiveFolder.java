package io.github.p2pdi.impl.store;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.impl.runtime.Reason;
import io.github.p2pdi.time.TimeSource;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the shelf what the files of a folder are, and those that were given besides. A file is offered once its size and time have stayed the same for a
 * while, and no longer when they change; those of the first look are offered at once. What cannot be shared is said in the log, a line each, and not again
 * until the reason is another.
 *
 * <p>One look at a time; {@link #give} and {@link #stop} are safe at any time.
 */
final class LiveFolder {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFolder.class);

    private final Optional<Listing> folder;
    private final Shelf shelf;
    private final FileReader reader;
    private final TimeSource time;
    private final long settleNanos;
    private final Candidates candidates = new Candidates();
    private final Set<Long> touched = new HashSet<>();
    private String trouble = "";
    private long looks;
    private volatile boolean stopped;

    /** Makes what is known of a file into a document. */
    @FunctionalInterface
    interface FileReader {
        /**
         * Reads what is told of a document.
         *
         * @throws IOException if the file cannot be read
         */
        StoredFile document(long number, Path file, FileStamp stamp) throws IOException;
    }

    private interface Examination {
        void run() throws IOException;
    }

    LiveFolder(Optional<Path> folder, Shelf shelf, FileReader reader, TimeSource time, Duration settle) {
        this.folder = folder.map(Listing::new);
        this.shelf = shelf;
        this.reader = reader;
        this.time = time;
        this.settleNanos = settle.toNanos();
    }

    /**
     * The first look: offers all documents of the folder.
     *
     * @throws StorageException if the folder cannot be listed
     */
    void begin() throws StorageException {
        if (folder.isEmpty()) {
            return;
        }
        Listing listing = folder.get();
        try {
            list(listing, true);
        } catch (IOException e) {
            throw listing.unreadable(e);
        }
        candidates.numbers().forEach(this::offer);
        LOG.info(
                "found {} documents in {}, and {} files that are not named rfc<number>.<extension>",
                shelf.documents().size(),
                listing,
                listing.strangers());
    }

    /** Takes in a file that somebody has named with its number; it must be put on the shelf behind this. */
    void give(StoredFile file) {
        candidates.give(file);
    }

    /** What the next look tells of. */
    record News(Set<Long> changed, OptionalLong againNanos) {}

    /**
     * Looks at the files that something was heard of, at those that are settling, and, if asked to, at all.
     *
     * @return the numbers that are other documents now, or none, and how many nanoseconds later a file may have settled
     */
    News look(Set<Path> heard, boolean all) {
        Optional<Listing> there = folder.filter(this::isThere);
        heard.forEach(file -> lookAt(there, file));
        List.copyOf(candidates.settling()).forEach(each -> examine(each, false));
        if (all) {
            candidates.given().forEach(each -> {
                examine(each, false);
                touched.add(each.number());
            });
            there.ifPresent(this::lookAtAll);
            touched.addAll(candidates.numbers());
        }
        Set<Long> changed = new HashSet<>();
        for (long number : touched) {
            if (!stopped && offer(number)) {
                changed.add(number);
            }
        }
        touched.clear();
        return new News(changed, nextSettled());
    }

    /** Ends a look that runs, and makes all others short. */
    void stop() {
        stopped = true;
    }

    private void lookAt(Optional<Listing> there, Path file) {
        there.flatMap(listing -> candidate(listing, file)).ifPresent(this::lookAt);
        candidates.given().stream().filter(each -> each.path().equals(file)).forEach(this::lookAt);
    }

    /** Its number is gone through in any case: somebody may have found it changed, and now it is as it was. */
    private void lookAt(Candidate candidate) {
        touched.add(candidate.number());
        boolean wasReady = candidate.ready().isPresent();
        attempt(candidate, () -> {
            FileStamp stamp = seen(candidate, false);
            if (wasReady && candidate.ready().isPresent()) {
                // It may look the same, and not be readable any more.
                accept(candidate, stamp);
            }
        });
    }

    /** Whether the folder may be looked into: what a link in its place leads to is not shared. */
    private boolean isThere(Listing listing) {
        try {
            listing.checkIsFolder();
            return true;
        } catch (IOException e) {
            return !isGone(listing, e);
        }
    }

    private void lookAtAll(Listing listing) {
        try {
            list(listing, false);
            if (!trouble.isEmpty()) {
                trouble = "";
                LOG.info("the shared folder {} can be read again", listing);
            }
        } catch (IOException e) {
            isGone(listing, e);
        }
    }

    /** Says why a folder cannot be read, and lets go of its files where it is not there. */
    private boolean isGone(Listing listing, IOException e) {
        boolean gone = e instanceof NoSuchFileException || e instanceof NotDirectoryException;
        if (gone) {
            candidates.found(any -> true).forEach(this::remove);
        }
        String why = Reason.of(e);
        if (!why.equals(trouble)) {
            trouble = why;
            LOG.warn(
                    "the shared folder {} cannot be read ({}): {}",
                    listing,
                    why,
                    gone ? "its documents are back when it is" : "what is known of it stays");
        }
        return gone;
    }

    private void list(Listing listing, boolean atOnce) throws IOException {
        long look = ++looks;
        listing.forEach(file -> {
            Optional<Candidate> candidate = candidate(listing, file);
            candidate.ifPresent(each -> {
                each.seenBy(look);
                examine(each, atOnce);
            });
            return !stopped;
        });
        if (!stopped) {
            candidates.found(each -> !each.wasSeenBy(look)).forEach(this::remove);
        }
    }

    private Optional<Candidate> candidate(Listing listing, Path file) {
        Optional<Candidate> known = candidates.found(file);
        if (known.isPresent()) {
            return known;
        }
        Optional<Candidate> fresh = listing.number(file).map(number -> Candidate.found(number, file));
        fresh.ifPresent(candidates::add);
        return fresh;
    }

    private void examine(Candidate candidate, boolean atOnce) {
        attempt(candidate, () -> seen(candidate, atOnce));
    }

    private FileStamp seen(Candidate candidate, boolean atOnce) throws IOException {
        FileStamp stamp = FileStamp.of(candidate.path());
        if (!candidate.is(stamp)) {
            candidate.changed(stamp, time.nanos());
            candidates.settling().add(candidate);
            touched.add(candidate.number());
        }
        if (candidate.isSettling() && (atOnce || unsettledNanos(candidate) <= 0)) {
            accept(candidate, stamp);
        }
        return stamp;
    }

    private void attempt(Candidate candidate, Examination examination) {
        try {
            examination.run();
        } catch (NoSuchFileException e) {
            if (e.getReason() == null) {
                remove(candidate);
            } else {
                refuse(candidate, Reason.of(e));
            }
        } catch (IOException e) {
            refuse(candidate, Reason.of(e));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.debug("{} could not be looked at", DocumentName.shown(candidate.path()), e);
            refuse(candidate, "reading it failed with " + e.getClass().getSimpleName());
        }
    }

    private long unsettledNanos(Candidate candidate) {
        return candidate.sinceNanos() + settleNanos - time.nanos();
    }

    private void accept(Candidate candidate, FileStamp stamp) throws IOException {
        Optional<StoredFile> given = candidate.given().map(file -> file.changedTo(stamp));
        if (given.isPresent()) {
            FileContent.open(candidate.path(), stamp).close();
            candidate.accepted(given.get());
        } else {
            candidate.accepted(reader.document(candidate.number(), candidate.path(), stamp));
        }
        candidates.settling().remove(candidate);
        touched.add(candidate.number());
    }

    private void refuse(Candidate candidate, String why) {
        candidate.refused();
        candidates.settling().remove(candidate);
        touched.add(candidate.number());
        if (candidate.complain(why)) {
            LOG.warn("{} is not shared: {}", DocumentName.shown(candidate.path()), why);
        }
    }

    private void remove(Candidate candidate) {
        candidates.remove(candidate);
        touched.add(candidate.number());
    }

    private boolean offer(long number) {
        boolean changed = shelf.offer(number, () -> candidates.chosen(number));
        Optional<StoredFile> chosen = Optional.empty();
        for (Candidate candidate : candidates.of(number)) {
            if (chosen.isEmpty()) {
                chosen = candidate.ready();
            } else if (candidate.ready().isPresent() && candidate.complain("another")) {
                LOG.info(
                        "{} is not shared: document {} is {}",
                        DocumentName.shown(candidate.path()),
                        number,
                        chosen.get().document().name());
            }
        }
        return changed;
    }

    private OptionalLong nextSettled() {
        return candidates.settling().stream().mapToLong(this::unsettledNanos).min();
    }
}
