package io.github.p2pdi.registry.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePathWrapper;

/** {@code unreadable:}, a file system of the store's on a disk that breaks. */
public final class UnreadableFileSystem extends FilePathWrapper {
    static volatile boolean broken;

    /** The store makes one for each path. */
    public UnreadableFileSystem() {}

    @Override
    public String getScheme() {
        return "unreadable";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(super.open(mode));
    }

    private static final class Channel extends WrappedChannel {
        Channel(FileChannel file) {
            super(file);
        }

        @Override
        public synchronized int read(ByteBuffer into, long at) throws IOException {
            if (broken) {
                throw new IOException("Input/output error");
            }
            return super.read(into, at);
        }
    }
}
