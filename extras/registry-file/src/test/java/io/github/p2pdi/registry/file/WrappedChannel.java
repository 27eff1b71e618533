package io.github.p2pdi.registry.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBase;

/** A file that does what another does; those made of it do something else. */
class WrappedChannel extends FileBase {
    private final FileChannel file;

    WrappedChannel(FileChannel file) {
        this.file = file;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public FileChannel position(long at) throws IOException {
        file.position(at);
        return this;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return file.read(into);
    }

    @Override
    public synchronized int read(ByteBuffer into, long at) throws IOException {
        return file.read(into, at);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return file.write(from);
    }

    @Override
    public synchronized int write(ByteBuffer from, long at) throws IOException {
        return file.write(from, at);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        file.truncate(size);
        return this;
    }

    @Override
    public void force(boolean all) throws IOException {
        file.force(all);
    }

    @Override
    public FileLock tryLock(long at, long size, boolean shared) throws IOException {
        return file.tryLock(at, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }
}
