package io.github.p2pdi.impl.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Makes a document of a file by its head: no more is read, so that thousands are ready in a moment. One thread at a time. */
final class DocumentReader implements LiveFolder.FileReader {
    private final Optional<DigestCache> digests;
    private final ByteBuffer head = ByteBuffer.allocate(RfcTitle.HEAD_BYTES);

    DocumentReader(Optional<DigestCache> digests) {
        this.digests = digests;
    }

    @Override
    public StoredFile document(long number, Path file, FileStamp stamp) throws IOException {
        StoredFile read = StoredFile.of(number, title(file), DocumentName.of(file), file, stamp);
        return digests.map(known -> known.completed(read)).orElse(read);
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
}
