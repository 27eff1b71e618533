package io.github.p2pdi.impl.store;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.node.Document;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A document and the file that it is in.
 *
 * @param document what others are told
 * @param path the file, without links in it
 * @param stamp what the file was like when it was looked at last
 */
record StoredFile(Document document, Path path, FileStamp stamp) {
    static StoredFile of(long number, String title, String name, Path path, FileStamp stamp) {
        return new StoredFile(new Document(number, title, name, stamp.size(), Optional.empty()), path, stamp);
    }

    long number() {
        return document.number();
    }

    boolean hasDigest() {
        return document.sha256().isPresent();
    }

    /** Whether what others are told of it is the same, but for a digest that one of the two may know. */
    boolean isSameFileAs(StoredFile other) {
        return path.equals(other.path)
                && stamp.equals(other.stamp)
                && document.name().equals(other.document.name())
                && document.title().equals(other.document.title());
    }

    /** The same document with other bytes, whose digest nobody knows yet. */
    StoredFile changedTo(FileStamp other) {
        return of(number(), document.title(), document.name(), path, other);
    }

    StoredFile with(Digest digest) {
        Document known =
                new Document(number(), document.title(), document.name(), document.size(), Optional.of(digest));
        return new StoredFile(known, path, stamp);
    }

    /** What others are told of a file that had this size when it was opened. */
    Document opened(long size) {
        return size == document.size()
                ? document
                : new Document(number(), document.title(), document.name(), size, Optional.empty());
    }
}
