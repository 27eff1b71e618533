package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.impl.runtime.Pacer;
import io.github.p2pdi.impl.store.SafeFileName;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.DocumentStore;
import io.github.p2pdi.node.DownloadOptions;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this peer holds itself. It is had as from a holder that is asked alone, before any other, and over no network: all that is promised of a download is kept by the
 * same code. Safe for concurrent use.
 */
final class OwnDocuments {
    private static final Logger LOG = LoggerFactory.getLogger(OwnDocuments.class);

    private final DocumentStore store;
    private final Supplier<PeerAddress> self;
    private final Transfer.Means means;
    private final Transfer.Means patient;

    /**
     * Makes one.
     *
     * @param self this peer's address
     * @param others the means by which others' documents are had
     */
    OwnDocuments(DocumentStore store, Supplier<PeerAddress> self, Transfer.Means others) {
        this.store = store;
        this.self = self;
        this.means = means(new StoreCalls(store, false), others);
        this.patient = means(new StoreCalls(store, true), others);
    }

    private static Transfer.Means means(StoreCalls calls, Transfer.Means others) {
        return new Transfer.Means(
                calls,
                others.disk(),
                others.folder(),
                new HolderHealth(others.time()),
                new Pacer(others.time(), OptionalLong.empty()),
                others.buffers(),
                others.time(),
                others.executor(),
                (number, holder, why) -> LOG.warn("document {} of this peer's own is of no use: {}", number, why));
    }

    /** By what means they are had. */
    Transfer.Means means() {
        return means;
    }

    /** The file that a document is here. */
    Optional<Path> file(long number) {
        return store.file(number);
    }

    /** The record of a document that can be opened now. Whatever the store throws is told, and keeps nobody from asking others. */
    Optional<Rfc> record(long number, Consumer<Attempt> failures) {
        try {
            Optional<DocumentStore.Opened> opened = store.open(number);
            opened.ifPresent(each -> Closer.close(each.content()));
            return opened.map(each -> Records.of(each.document(), self.get()));
        } catch (UncheckedIOException e) {
            failures.accept(new Attempt(self.get(), "cannot be opened for now: " + e.getMessage(), true));
            return Optional.empty();
        } catch (RuntimeException e) {
            LOG.warn("the store cannot open document {}", number, e);
            failures.accept(new Attempt(self.get(), "failed: " + e, true));
            return Optional.empty();
        }
    }

    /** The same, if it may be the document that is wanted. */
    Optional<Rfc> record(long number, DownloadOptions options, Consumer<Attempt> failures) throws StorageException {
        Optional<Rfc> record = record(number, failures);
        Optional<Attempt> obstacle = record.isPresent() ? obstacle(record.get(), options) : Optional.empty();
        obstacle.ifPresent(failures);
        return obstacle.isPresent() ? Optional.empty() : record;
    }

    /** Why the document that has this record is not to be copied now, if it is not. */
    Optional<Attempt> obstacle(Rfc record, DownloadOptions options) throws StorageException {
        Optional<Digest> wanted = options.sha256();
        Optional<Digest> sha256 = record.sha256();
        if (wanted.isEmpty() || sha256.equals(wanted)) {
            return Optional.empty();
        }
        if (sha256.isPresent()) {
            return Optional.of(
                    new Attempt(self.get(), "has another document of this number, with SHA-256 " + sha256.get()));
        }
        // What has been begun is of the document that is wanted, and would be written over by one that perhaps is not.
        return isBegun(record, options)
                ? Optional.of(new Attempt(self.get(), "does not know yet which document it has", true))
                : Optional.empty();
    }

    /** What copies a document that has this record; what cannot be opened for now is given up, as others may have it. */
    Transfer transfer(Rfc record, DownloadOptions options) {
        return new Transfer(record.number(), options, new Alone(record), means);
    }

    /** The same where nobody else has it: what cannot be opened for now is tried again. */
    Transfer patientTransfer(Rfc record, DownloadOptions options) {
        return new Transfer(record.number(), options, new Alone(record), patient);
    }

    /** The options by which others go on with what a copy has left, as they may call the document by another name. */
    DownloadOptions goingOn(Rfc record, DownloadOptions options) throws StorageException {
        return isBegun(record, options)
                ? options.toBuilder().name(name(record, options)).build()
                : options;
    }

    private boolean isBegun(Rfc record, DownloadOptions options) throws StorageException {
        Path folder = options.folder().orElse(means.folder());
        Target target = new Target(means.disk(), folder, name(record, options), options.existing());
        return StateFile.isOf(target.placeFor(record.number()), record.number());
    }

    private static String name(Rfc record, DownloadOptions options) {
        return options.name().orElseGet(() -> SafeFileName.of(record.path(), record.number()));
    }

    /** One holder, and nobody else. */
    private static final class Alone implements HolderSearch.Candidates {
        private Optional<Rfc> record;

        Alone(Rfc record) {
            this.record = Optional.of(record);
        }

        @Override
        public Optional<Rfc> next() {
            Optional<Rfc> next = record;
            record = Optional.empty();
            return next;
        }

        @Override
        public void ask(Runnable news) {
            news.run();
        }

        @Override
        public boolean isExhausted() {
            return true;
        }

        @Override
        public List<Attempt> attempts() {
            return List.of();
        }
    }
}
