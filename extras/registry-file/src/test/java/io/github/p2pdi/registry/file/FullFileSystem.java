package io.github.p2pdi.registry.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePathWrapper;

/** {@code full:}, a file system of the store's on which there is room or none. */
public final class FullFileSystem extends FilePathWrapper {
    static volatile boolean full;

    /** The store makes one for each path. */
    public FullFileSystem() {}

    @Override
    public String getScheme() {
        return "full";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(super.open(mode));
    }

    private static final class Channel extends WrappedChannel {
        Channel(FileChannel file) {
            super(file);
        }

        private static void room() throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            room();
            return super.write(from);
        }

        @Override
        public synchronized int write(ByteBuffer from, long at) throws IOException {
            room();
            return super.write(from, at);
        }

        @Override
        public void force(boolean all) throws IOException {
            room();
            super.force(all);
        }
    }
}
