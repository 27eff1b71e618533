package io.github.p2pdi.impl.store;

import io.github.p2pdi.impl.runtime.DirectContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes that a file had when it was looked at. Reading fails as soon as the name does not lead to that file as it was: where it was written to, nobody knows
 * which bytes are old and which are new, and where it was moved, replaced or removed, nobody sees any more whether it is written to.
 */
final class FileContent implements DirectContent {
    private final Path path;
    private final FileChannel channel;
    private final FileStamp stamp;
    private final long size;

    private FileContent(Path path, FileChannel channel, FileStamp stamp, long size) {
        this.path = path;
        this.channel = channel;
        this.stamp = stamp;
        this.size = size;
    }

    /** Opens a file for reading that was just seen like this; a link is refused. */
    static FileContent open(Path path, FileStamp stamp) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try {
            return new FileContent(path, channel, stamp, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        if (position >= size) {
            return -1;
        }
        int limit = into.limit();
        into.limit(into.position() + (int) Math.min(into.remaining(), size - position));
        int count;
        try {
            count = channel.read(into, position);
        } finally {
            into.limit(limit);
        }
        if (count < 0) {
            throw new IOException(DocumentName.shown(path) + " was cut while it was read: it had " + size
                    + " bytes when it was opened, and has none at " + position + " now");
        }
        checkUnchanged();
        return count;
    }

    @Override
    public boolean isDirect() {
        return true;
    }

    @Override
    public void check(long position) throws IOException {
        checkUnchanged();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel to) throws IOException {
        return channel.transferTo(position, Math.min(count, size - position), to);
    }

    /** After the bytes were read, as only then it is known what they are. */
    private void checkUnchanged() throws IOException {
        FileStamp now;
        try {
            now = FileStamp.of(path);
        } catch (NoSuchFileException e) {
            throw new IOException(DocumentName.shown(path) + " was moved away or removed while it was read", e);
        }
        if (now.key().isPresent() && !now.key().equals(stamp.key())) {
            throw new IOException(DocumentName.shown(path) + " was replaced while it was read");
        }
        if (!now.equals(stamp)) {
            throw new IOException(DocumentName.shown(path) + " was written to while it was read");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
