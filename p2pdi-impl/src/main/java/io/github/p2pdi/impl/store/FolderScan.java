package io.github.p2pdi.impl.store;

import io.github.p2pdi.error.StorageException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks through a folder once for documents. Of each only the head is read, so that thousands are ready in a moment. What cannot be shared is
 * said in the log, a line each, and left out.
 */
final class FolderScan {
    private static final Logger LOG = LoggerFactory.getLogger(FolderScan.class);

    private final Path folder;
    private final ByteBuffer head = ByteBuffer.allocate(RfcTitle.HEAD_BYTES);
    private int strangers;

    FolderScan(Path folder) {
        this.folder = folder;
    }

    /**
     * The documents of the folder, one a number.
     *
     * @throws StorageException if the folder cannot be listed
     */
    List<StoredFile> documents() throws StorageException {
        List<StoredFile> found = new ArrayList<>();
        candidates().forEach((number, files) -> first(number, files).ifPresent(found::add));
        LOG.info(
                "found {} documents in {}, and {} files that are not named rfc<number>.<extension>",
                found.size(),
                DocumentName.shown(folder),
                strangers);
        return found;
    }

    private Map<Long, List<Path>> candidates() throws StorageException {
        Map<Long, List<Path>> byNumber = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                number(file)
                        .ifPresent(number -> byNumber.computeIfAbsent(number, any -> new ArrayList<>(1))
                                .add(file));
            }
        } catch (DirectoryIteratorException e) {
            throw unreadable(Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unreadable(e);
        }
        return byNumber;
    }

    private Optional<Long> number(Path file) {
        Optional<BigInteger> digits = DocumentName.digits(DocumentName.of(file));
        if (digits.isEmpty()) {
            strangers++;
        } else if (!DocumentName.isNumber(digits.get())) {
            LOG.warn(
                    "{} is not shared: the largest number a document can have is {}",
                    DocumentName.shown(file),
                    Long.MAX_VALUE);
        }
        return digits.filter(DocumentName::isNumber).map(BigInteger::longValue);
    }

    /** The first file that can be read, in the order of preference; the others are left out. */
    private Optional<StoredFile> first(long number, List<Path> files) {
        files.sort(DocumentName.PREFERENCE);
        Optional<StoredFile> chosen = Optional.empty();
        for (Path file : files) {
            if (chosen.isPresent()) {
                LOG.info(
                        "{} is not shared: document {} is {}",
                        DocumentName.shown(file),
                        number,
                        chosen.get().document().name());
            } else {
                chosen = looked(number, file);
            }
        }
        return chosen;
    }

    private Optional<StoredFile> looked(long number, Path file) {
        try {
            FileStamp stamp = FileStamp.of(file);
            return Optional.of(StoredFile.of(number, title(file), DocumentName.of(file), file, stamp));
        } catch (IOException e) {
            LOG.warn("{} is not shared: {}", DocumentName.shown(file), Reason.of(e));
            return Optional.empty();
        }
    }

    private String title(Path file) throws IOException {
        head.clear();
        try (SeekableByteChannel bytes =
                Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            while (head.hasRemaining() && bytes.read(head) >= 0) {
                // A short read is rare, and says nothing about the end.
            }
        }
        return RfcTitle.in(head.flip()).orElse(DocumentName.of(file));
    }

    private StorageException unreadable(IOException cause) {
        return new StorageException(
                folder,
                "the shared folder " + DocumentName.shown(folder) + " cannot be read (" + Reason.of(cause)
                        + "): make it readable, or share another",
                cause);
    }
}
