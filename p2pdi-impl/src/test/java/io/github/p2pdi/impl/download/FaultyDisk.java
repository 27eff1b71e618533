package io.github.p2pdi.impl.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The file system, whose calls of one kind fail from some number on. */
final class FaultyDisk implements Disk {
    /** What fails. */
    enum Step {
        FOLDER,
        OPEN,
        READ,
        WRITE,
        TRUNCATE,
        FORCE,
        MOVE
    }

    /** Runs before anything is read. */
    volatile Runnable onRead = () -> {};
    /** Runs whenever something is forced to the disk. */
    volatile Runnable onForce = () -> {};

    private final Disk real = new RealDisk();
    private final Step step;
    private final AtomicInteger left;
    private volatile boolean mended;
    /** Whether it fails as a file system of somebody's own that is closed. */
    volatile boolean unchecked;
    /** What happens right before a document gets its name. */
    volatile Runnable beforeMove = () -> {};
    /** How many files are open. */
    final AtomicInteger open = new AtomicInteger();
    /** What happens right before a file is read. */
    volatile Runnable beforeRead = () -> {};
    /** How many bytes there seems to be room for. */
    volatile long room = Long.MAX_VALUE;

    /** {@code after} calls of a kind go well. */
    FaultyDisk(Step step, int after) {
        this.step = step;
        this.left = new AtomicInteger(after);
    }

    /** Nothing fails any more. */
    void mend() {
        mended = true;
    }

    private void step(Step now) throws IOException {
        if (now == step && !mended && left.getAndDecrement() <= 0) {
            if (unchecked) {
                throw new ClosedFileSystemException();
            }
            throw new IOException(step == Step.READ ? "Input/output error" : "No space left on device");
        }
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        step(Step.FOLDER);
        real.makeFolder(folder);
    }

    @Override
    public long room(Path folder) {
        return Math.min(room, real.room(folder));
    }

    @Override
    public Optional<Long> size(Path file) throws IOException {
        return real.size(file);
    }

    @Override
    public boolean isFolder(Path path) {
        return real.isFolder(path);
    }

    @Override
    public List<Path> list(Path folder, String ending) {
        return real.list(folder, ending);
    }

    @Override
    public Optional<Object> key(Path file) throws IOException {
        return real.key(file);
    }

    @Override
    public Opened open(Path file) throws IOException {
        step(Step.OPEN);
        return faulty(real.open(file));
    }

    @Override
    public Optional<Opened> openLocked(Path file) throws IOException {
        step(Step.OPEN);
        return real.openLocked(file).map(this::faulty);
    }

    @Override
    public Opened openToRead(Path file) throws IOException {
        step(Step.OPEN);
        return faulty(real.openToRead(file));
    }

    private Opened faulty(Opened opened) {
        open.incrementAndGet();
        return new Opened() {
            @Override
            public int read(ByteBuffer into, long position) throws IOException {
                step(Step.READ);
                onRead.run();
                beforeRead.run();
                return opened.read(into, position);
            }

            @Override
            public void write(ByteBuffer from, long position) throws IOException {
                step(Step.WRITE);
                opened.write(from, position);
            }

            @Override
            public void truncate(long size) throws IOException {
                step(Step.TRUNCATE);
                opened.truncate(size);
            }

            @Override
            public void force() throws IOException {
                step(Step.FORCE);
                onForce.run();
                opened.force();
            }

            @Override
            public void close() throws IOException {
                open.decrementAndGet();
                opened.close();
            }
        };
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        step(Step.MOVE);
        real.move(from, to);
    }

    @Override
    public void moveToFree(Path from, Path to) throws IOException {
        step(Step.MOVE);
        beforeMove.run();
        real.moveToFree(from, to);
    }

    @Override
    public int names(Path file) throws IOException {
        return real.names(file);
    }

    @Override
    public void delete(Path file) throws IOException {
        real.delete(file);
    }
}
