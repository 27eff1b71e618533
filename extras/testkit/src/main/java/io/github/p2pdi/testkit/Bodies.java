package io.github.p2pdi.testkit;

import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** The kinds of bodies that there are; each holds the first bytes of the document that {@link CountedContent} makes. */
enum Bodies {
    /** Bytes at hand, in three buffers. */
    BYTES {
        @Override
        Body of(int size) {
            ByteBuffer bytes = bytes(0, size);
            int third = size / 3;
            return new Body.Bytes(List.of(
                    bytes.slice(0, third), bytes.slice(third, third), bytes.slice(2 * third, size - 2 * third)));
        }
    },
    /** A document that is no file. */
    DOCUMENT {
        @Override
        Body of(int size) {
            return new CountedContent(size).body();
        }
    },
    /** A slice out of the middle of a file. */
    FILE {
        @Override
        Body of(int size) {
            return new Body.Slice(new DocumentFile(size), BEFORE, size);
        }
    };

    private static final int BEFORE = 3;
    private static final int BEHIND = 1000;

    abstract Body of(int size);

    private static ByteBuffer bytes(int before, int size) {
        ByteBuffer bytes = ByteBuffer.allocate(before + size);
        bytes.position(before);
        for (int at = 0; at < size; at++) {
            bytes.put(CountedContent.at(at));
        }
        return bytes.flip();
    }

    /** A file with other bytes before and behind; gone when it is closed. */
    private static final class DocumentFile implements Content {
        private final FileChannel channel;

        DocumentFile(int size) {
            try {
                Path path = Files.createTempFile("p2pdi", ".txt");
                channel = FileChannel.open(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
                channel.write(bytes(BEFORE, size), 0);
                channel.write(ByteBuffer.allocate(BEHIND), (long) BEFORE + size);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public Optional<FileChannel> file() {
            return Optional.of(channel);
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return channel.read(into, position);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
