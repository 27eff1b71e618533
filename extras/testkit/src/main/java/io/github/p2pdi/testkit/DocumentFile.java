package io.github.p2pdi.testkit;

import io.github.p2pdi.wire.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that holds the first bytes of the document that {@link CountedContent} makes, perhaps with others before and behind; gone when it is closed. */
final class DocumentFile implements Content {
    private final FileChannel channel;

    DocumentFile(int before, int size, int behind) {
        ByteBuffer bytes = ByteBuffer.allocate(before + size + behind).position(before);
        for (int at = 0; at < size; at++) {
            bytes.put(CountedContent.at(at));
        }
        try {
            Path path = Files.createTempFile("p2pdi", ".txt");
            channel = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            channel.write(bytes.clear(), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public long size() throws IOException {
        return channel.size();
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
