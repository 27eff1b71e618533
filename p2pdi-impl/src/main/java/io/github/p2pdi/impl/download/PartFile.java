package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.impl.runtime.Closer;
import io.github.p2pdi.model.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document that is being written, beside the name it will have. Under that name there is the whole document or nothing: it is forced to the
 * disk and moved in one step. It is locked, so that no other download, of this process or another, writes into it. A part that was not finished is
 * removed unless it can be gone on with. Reading and writing are safe for concurrent use; one thread opens, finishes and closes.
 */
final class PartFile implements AutoCloseable {
    private static final int TRIES = 5;

    private final Target target;
    private final Disk.Opened file;
    /** What tells the file from another of its name. */
    private final Optional<Object> key;

    private volatile long expected;
    private volatile boolean anew;
    private boolean finished;
    private boolean kept;

    private PartFile(Target target, Disk.Opened file, Optional<Object> key) {
        this.target = target;
        this.file = file;
        this.key = key;
    }

    /** Opens the part with what is in it; under another name if that will do, where somebody writes under this one. */
    static PartFile open(Target wanted) throws StorageException {
        Target target = wanted;
        while (true) {
            try {
                return openNamed(target);
            } catch (InUseException e) {
                if (!target.renames()) {
                    throw new StorageException(target.file(), e.why, null);
                }
                target = target.another();
            }
        }
    }

    private static PartFile openNamed(Target target) throws StorageException, InUseException {
        try {
            target.disk().makeFolder(target.folder());
            if (StateFile.isInTheWay(target)) {
                throw new InUseException(
                        target.state()
                                + " is in the way, and is not what an earlier download has left: move it away, or choose another name or folder");
            }
            for (int i = 0; i < TRIES; i++) {
                PartFile part = locked(target);
                if (part != null) {
                    return part;
                }
            }
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw target.failed(e);
        }
        throw anotherWrites(target);
    }

    /**
     * Null where it was not there before, or whoever had it has moved it away meanwhile: what is locked then need not be the part any more, and one
     * looks again.
     */
    private static @Nullable PartFile locked(Target target) throws IOException, InUseException {
        Optional<Object> before = target.disk().key(target.part());
        Disk.Opened file = target.disk().openLocked(target.part()).orElseThrow(() -> anotherWrites(target));
        boolean ours = false;
        try {
            Optional<Object> after = target.disk().key(target.part());
            ours = before.isPresent() && before.equals(after) && isNothingElse(target);
            return ours ? new PartFile(target, file, after) : null;
        } finally {
            if (!ours) {
                Closer.close(file);
            }
        }
    }

    /** Whoever was killed while he gave the document its name has left it with both: what is written here would go into it. */
    private static boolean isNothingElse(Target target) throws IOException {
        boolean alone = target.disk().names(target.part()) == 1;
        if (!alone) {
            target.disk().delete(target.part());
        }
        return alone;
    }

    private static InUseException anotherWrites(Target target) {
        return new InUseException(
                "another download is writing " + target.file() + ": wait for it, or choose another name or folder");
    }

    /** Another download, of this process or another, writes there, or somebody else has a file there. */
    private static final class InUseException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String why;

        InUseException(String why) {
            super(why);
            this.why = why;
        }
    }

    /** Where it will stand. */
    Target target() {
        return target;
    }

    /** How many bytes there are of it now. */
    long size() throws StorageException {
        try {
            return target.disk().size(target.part()).orElse(0L);
        } catch (IOException e) {
            throw target.failed(e);
        }
    }

    /** Whether a document of that size will fit at all, with what is here of it. */
    boolean fits(long size) throws StorageException {
        try {
            return target.disk().room(target.folder()) >= size - size();
        } catch (IOException e) {
            throw target.failed(e);
        }
    }

    /** Makes sure, as far as can be told, that so many more bytes will fit. */
    void require(long bytes) throws StorageException {
        expected = bytes;
        long room = target.disk().room(target.folder());
        if (room < bytes) {
            throw target.noRoom(bytes, room);
        }
    }

    /** Writes all of the buffer to a position. */
    void write(ByteBuffer bytes, long position) throws StorageException {
        try {
            file.write(bytes, position);
        } catch (IOException e) {
            long room = target.disk().room(target.folder());
            throw room < Math.min(expected, bytes.capacity()) ? target.noRoom(expected, room) : target.failed(e);
        }
    }

    /** Fills the buffer from a position on; whether there was enough. */
    boolean read(ByteBuffer into, long position) throws StorageException {
        try {
            long at = position;
            while (into.hasRemaining()) {
                int read = file.read(into, at);
                if (read < 0) {
                    return false;
                }
                at += read;
            }
            return true;
        } catch (IOException e) {
            throw target.failed(e);
        }
    }

    /** Begins with what {@link #finish} must do at its end. If it cannot be done, that is told then. */
    void flush() {
        Closer.close(file::force);
    }

    /** Throws away what is here: something else comes, from its first byte on. */
    void beginAnew() throws StorageException {
        anew = true;
        try {
            file.truncate(0);
        } catch (IOException e) {
            throw target.failed(e);
        }
    }

    /** What is here is to be gone on with. */
    void goOn() {
        anew = false;
    }

    /** Whether what was here was thrown away. */
    boolean isAnew() {
        return anew;
    }

    /**
     * Gives the document its name.
     *
     * @param size how many bytes it has
     * @param sha256 its digest, where it is known
     * @param goOn is run now and then where files are compared, and before it is given the name; what it throws ends it
     */
    Path finish(long size, Optional<Digest> sha256, Runnable goOn) throws StorageException {
        try {
            file.truncate(size);
            Optional<Path> name = name(size, sha256, goOn);
            if (name.isPresent()) {
                file.force();
            }
            if (!target.disk().key(target.part()).equals(key)) {
                // What is there now has not been looked at.
                throw new StorageException(
                        target.part(),
                        target.part() + " was removed or replaced by somebody else while it was written; ask again",
                        null);
            }
            goOn.run();
            while (name.isPresent() && !move(name.get())) {
                name = name(size, sha256, goOn);
            }
            return name.orElse(target.file());
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw target.failed(e);
        }
    }

    private Optional<Path> name(long size, Optional<Digest> sha256, Runnable goOn) throws IOException {
        boolean compares = target.compares() && sha256.isEmpty();
        return target.resolve(compares ? Optional.of(Target.digest(file, size, goOn)) : sha256, goOn);
    }

    /** Whether it has got that name; not if somebody else has come first. */
    private boolean move(Path name) throws IOException {
        try {
            moveOpen(name);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        finished = true;
        return true;
    }

    /** While it is locked, where that can be: nobody else can have opened it then. Windows does not move a file that is open. */
    private void moveOpen(Path name) throws IOException {
        try {
            moveTo(name);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            file.close();
            moveTo(name);
        }
    }

    private void moveTo(Path name) throws IOException {
        if (target.replaces()) {
            target.disk().move(target.part(), name);
        } else {
            target.disk().moveToFree(target.part(), name);
        }
    }

    /** It stays, for those who go on with it. */
    void keep() {
        kept = true;
    }

    @Override
    public void close() {
        // Removed while it is locked, so that nobody else's part of that name is; where open files stay, afterwards.
        boolean settled = finished || kept || remove();
        Closer.close(file);
        if (!settled) {
            remove();
        }
    }

    private boolean remove() {
        try {
            target.disk().delete(target.part());
            return true;
        } catch (IOException e) {
            // If it stays, the next download of that name overwrites it.
            return false;
        }
    }
}
