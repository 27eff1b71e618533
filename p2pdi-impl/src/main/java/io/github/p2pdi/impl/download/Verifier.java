package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.impl.store.ChunkDigests;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Digests chunks once they are on the disk, on a thread of its own, so that whoever reads from the network does not wait for it; and the whole document,
 * as far as it is here without a gap. Reading the bytes back from the system's cache costs a tenth of digesting them, and holds nothing in memory
 * however far it is behind. Its monitor guards the queue; the digests belong to the thread that runs.
 *
 * <p>A chunk of which it makes no difference who sent it is only taken into the digest of the whole, if it comes in order: that is half the work. If the whole is
 * wrong in the end, those chunks get digests of their own, which show where. One of eight gets it at once, so that who sends something else
 * altogether is found out soon.
 */
final class Verifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Verifier.class);
    private static final int STEP = 128 << 10;
    private static final int ONE_OF = 8;

    private final PartFile part;
    private final Manifest manifest;
    /** An array, as a digest takes a direct buffer in small bites. */
    private final byte[] scratch = new byte[STEP];

    private final Executor executor;
    private final Results results;
    private final Flusher flusher;
    private final Queue<Wish> queue = new ArrayDeque<>();
    private final BitSet right = new BitSet();
    private final BitSet taken = new BitSet();
    private MessageDigest whole = ChunkDigests.sha256();
    private int wholeUpTo;
    private boolean takesNone;
    private boolean running;
    private volatile boolean closed;

    Verifier(PartFile part, Manifest manifest, Executor executor, Results results) {
        this.part = part;
        this.manifest = manifest;
        this.executor = executor;
        this.results = results;
        this.flusher = new Flusher(part, executor);
    }

    /** The digest of a document without chunks. */
    Digest nothing() {
        return Digest.of(copy(whole).digest());
    }

    private record Wish(int chunk, boolean alone) {}

    /** Digests a chunk soon. */
    void check(int chunk) {
        check(new Wish(chunk, true));
    }

    /** The same for a chunk of which it makes no difference who sent it. */
    void take(int chunk) {
        check(new Wish(chunk, chunk % ONE_OF == 0));
    }

    private void check(Wish wish) {
        synchronized (this) {
            queue.add(wish);
            if (running || closed) {
                return;
            }
            running = true;
        }
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            fail(e);
        }
    }

    private void run() {
        try {
            for (Wish wish = next(); wish != null; wish = next()) {
                if (wish.alone || takesNone || wish.chunk != wholeUpTo) {
                    verify(wish.chunk);
                } else {
                    takeIn(wish.chunk);
                }
            }
        } catch (StorageException e) {
            stop();
            results.failed(e);
        } catch (RuntimeException | Error e) {
            // A file system of the user's own may throw anything, and others wait for what comes out.
            LOG.warn("{} cannot be verified", part.target().file(), e);
            fail(e);
        }
    }

    private void fail(Throwable why) {
        stop();
        Path file = part.target().file();
        results.failed(new StorageException(file, file + " cannot be verified: " + why, why));
    }

    private synchronized @Nullable Wish next() {
        Wish next = closed ? null : queue.poll();
        if (next == null) {
            running = false;
            notifyAll();
        }
        return next;
    }

    private synchronized void stop() {
        closed = true;
        running = false;
        notifyAll();
    }

    private void takeIn(int chunk) throws StorageException {
        MessageDigest longer = copy(whole);
        boolean isThere = digest(chunk, longer, longer);
        if (isThere) {
            taken.set(chunk);
            right.set(chunk);
            whole = longer;
            wholeUpTo++;
            flusher.written(manifest.chunkSize());
            catchUp();
        }
        if (!closed) {
            tell(chunk, isThere);
        }
        finish();
    }

    private void tell(int chunk, boolean isThere) {
        if (isThere) {
            results.taken(chunk);
        } else {
            results.checked(chunk, false);
        }
    }

    private void verify(int chunk) throws StorageException {
        MessageDigest sha256 = ChunkDigests.sha256();
        boolean isNext = chunk == wholeUpTo;
        MessageDigest longer = isNext ? copy(whole) : sha256;
        boolean isRight = digest(chunk, sha256, longer) && manifest.matches(chunk, sha256.digest());
        if (isRight) {
            right.set(chunk);
            flusher.written(manifest.chunkSize());
            if (isNext) {
                whole = longer;
                wholeUpTo++;
            }
            catchUp();
        }
        if (!closed) {
            results.checked(chunk, isRight);
        }
        if (isRight) {
            finish();
        }
    }

    private void finish() {
        if (wholeUpTo < manifest.chunks() || closed) {
            return;
        }
        Digest sha256 = Digest.of(copy(whole).digest());
        if (taken.isEmpty() || sha256.equals(manifest.sha256())) {
            results.whole(sha256);
            return;
        }
        takesNone = true;
        right.andNot(taken);
        whole = ChunkDigests.sha256();
        wholeUpTo = 0;
        synchronized (this) {
            taken.stream().forEach(chunk -> queue.add(new Wish(chunk, true)));
        }
        taken.clear();
    }

    private void catchUp() throws StorageException {
        while (right.get(wholeUpTo) && !closed) {
            digest(wholeUpTo, whole, whole);
            wholeUpTo++;
        }
    }

    /** Whether all bytes of the chunk are there. */
    private boolean digest(int chunk, MessageDigest one, MessageDigest other) throws StorageException {
        long position = chunk * manifest.chunkSize();
        long end = Math.min(position + manifest.chunkSize(), manifest.size());
        while (position < end && !closed) {
            int length = (int) Math.min(scratch.length, end - position);
            if (!part.read(ByteBuffer.wrap(scratch, 0, length), position)) {
                return false;
            }
            one.update(scratch, 0, length);
            if (one != other) {
                other.update(scratch, 0, length);
            }
            position += length;
        }
        return position == end;
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the SHA-256 of this platform cannot be copied", e);
        }
    }

    /** Returns once nothing is read any more. */
    @Override
    public synchronized void close() {
        closed = true;
        boolean interrupted = false;
        while (running) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Is told what comes out; must not block. */
    interface Results {
        /** A chunk has the digest that it should have, or has not. */
        void checked(int chunk, boolean isRight);

        /** A chunk has become part of the digest of the whole. */
        void taken(int chunk);

        /** All chunks are right, and this is the digest of the whole. */
        void whole(Digest sha256);

        /** Nothing more comes out: the part could not be read, or there is no thread for it. */
        void failed(StorageException problem);
    }
}
