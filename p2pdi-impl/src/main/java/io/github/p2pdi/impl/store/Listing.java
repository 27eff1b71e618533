package io.github.p2pdi.impl.store;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.impl.runtime.Reason;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names in a folder, and what numbers they mean. Of those that nearly mean one the log has a line each. One look at a time. */
final class Listing {
    private static final Logger LOG = LoggerFactory.getLogger(Listing.class);

    private final Path folder;
    private Set<Path> odd = new HashSet<>();
    private Set<Path> oddBefore = new HashSet<>();
    private int strangers;

    Listing(Path folder) {
        this.folder = folder;
    }

    /**
     * Goes through the folder.
     *
     * @param goesOn takes a file, and says whether there should be others
     * @throws IOException if it cannot be listed, or has become a link
     */
    void forEach(Predicate<Path> goesOn) throws IOException {
        strangers = 0;
        oddBefore = odd;
        odd = new HashSet<>();
        checkIsFolder();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!goesOn.test(file)) {
                    return;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    /**
     * Sees whether it is a folder still.
     *
     * @throws IOException if it is not, or is a link
     */
    void checkIsFolder() throws IOException {
        if (!Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isDirectory()) {
            throw new NotDirectoryException(folder.toString());
        }
    }

    /** How many files were no documents by their names when the folder was gone through last. */
    int strangers() {
        return strangers;
    }

    /** The number that the name of a file of the folder means. */
    Optional<Long> number(Path file) {
        if (!folder.equals(file.getParent())) {
            return Optional.empty();
        }
        String name = DocumentName.of(file);
        Optional<String> oddity = DocumentName.oddity(name);
        if (oddity.isPresent()) {
            boolean isNew = odd.add(file) && !oddBefore.contains(file);
            if (isNew) {
                LOG.warn("{} is not shared: {}", DocumentName.shown(file), oddity.get());
            }
            return Optional.empty();
        }
        Optional<BigInteger> digits = DocumentName.digits(name);
        strangers += digits.isEmpty() ? 1 : 0;
        return digits.map(BigInteger::longValueExact);
    }

    StorageException unreadable(IOException cause) {
        return new StorageException(
                folder,
                "the shared folder " + this + " cannot be read (" + Reason.of(cause)
                        + "): make it readable, or share another",
                cause);
    }

    @Override
    public String toString() {
        return DocumentName.shown(folder);
    }
}
