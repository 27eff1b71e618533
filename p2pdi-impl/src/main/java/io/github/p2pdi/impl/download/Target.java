package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.impl.runtime.Reason;
import io.github.p2pdi.impl.store.ChunkDigests;
import io.github.p2pdi.impl.store.OwnFiles;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.node.ExistingFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/** Where a document will stand, and what is done with a file that stands there already. */
final class Target {
    private static final int STEP = 256 << 10;

    private final Disk disk;
    private final Path folder;
    private final String wanted;
    private final ExistingFile existing;
    private final int attempt;
    private final String name;

    Target(Disk disk, Path folder, String name, ExistingFile existing) {
        this(disk, folder, name, existing, 0);
    }

    private Target(Disk disk, Path folder, String wanted, ExistingFile existing, int attempt) {
        this.disk = disk;
        this.folder = folder;
        this.wanted = wanted;
        this.existing = existing;
        this.attempt = attempt;
        this.name = numbered(wanted, attempt);
    }

    /** The names under which something was begun in a folder. */
    static List<String> begun(Disk disk, Path folder) {
        return disk.list(folder, OwnFiles.STATE).stream()
                .map(state -> state.getFileName().toString())
                .map(name -> name.substring(0, name.length() - OwnFiles.STATE.length()))
                .sorted()
                .toList();
    }

    private static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.');
        int stem = dot > 0 ? dot : name.length();
        return number == 0 ? name : name.substring(0, stem) + " (" + number + ")" + name.substring(stem);
    }

    /** Whether another name will do. */
    boolean renames() {
        return existing == ExistingFile.RENAME;
    }

    /** The same under the name that comes next, where another will do. */
    Target another() {
        return new Target(disk, folder, wanted, existing, attempt + 1);
    }

    /** Where a document was begun, or can be without harm to what was begun of another. */
    Target placeFor(long number) throws StorageException {
        if (!renames()) {
            return this;
        }
        Target free = this;
        try {
            for (Target each = this; each.isBegun() || disk.size(each.file()).isPresent(); each = each.another()) {
                if (StateFile.isOf(each, number)) {
                    return each;
                }
            }
            while (free.isBegun()) {
                free = free.another();
            }
        } catch (IOException e) {
            throw failed(e);
        }
        return free;
    }

    Disk disk() {
        return disk;
    }

    Path folder() {
        return folder;
    }

    /** The name that it has if nothing is in the way. */
    Path file() {
        return folder.resolve(name);
    }

    /** What is written until it is whole. */
    Path part() {
        return folder.resolve(name + OwnFiles.PART);
    }

    /** What is known of that, for those who go on with it. */
    Path state() {
        return folder.resolve(name + OwnFiles.STATE);
    }

    /** Whether an earlier attempt has left something here. */
    boolean isBegun() throws StorageException {
        try {
            return disk.size(state()).isPresent();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** How many bytes a file of that name has. */
    long size() throws StorageException {
        try {
            return disk.size(file()).orElse(0L);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Looks at what is there, before anything is fetched.
     *
     * @param wanted the digest of the document, where it is known
     * @param goOn is run now and then; what it throws ends it
     * @return the file that makes a download needless
     */
    Optional<Path> check(Optional<Digest> wanted, Runnable goOn) throws StorageException {
        try {
            disk.makeFolder(folder);
            Optional<Long> there = disk.size(file());
            if (existing == ExistingFile.REPLACE && disk.isFolder(file())) {
                throw inTheWay("is a folder");
            }
            if (there.isEmpty() || existing == ExistingFile.REPLACE || existing == ExistingFile.RENAME) {
                return Optional.empty();
            }
            if (existing == ExistingFile.FAIL || there.get() < 0) {
                throw inTheWay("exists already");
            }
            if (wanted.isEmpty()) {
                return Optional.empty();
            }
            if (!digest(goOn).equals(wanted.get())) {
                throw inTheWay("exists already, with other bytes than SHA-256 " + wanted.get());
            }
            return Optional.of(file());
        } catch (StorageException e) {
            throw e;
        } catch (NoSuchFileException e) {
            // It has gone since.
            return Optional.empty();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Under which name a document that is whole shall stand; none if it is the same as the file that stands there. {@code goOn} is run now and then, and what
     * it throws ends it.
     */
    Optional<Path> resolve(Optional<Digest> document, Runnable goOn) throws IOException {
        if (disk.size(file()).isEmpty() || existing == ExistingFile.REPLACE) {
            return Optional.of(file());
        }
        if (existing == ExistingFile.RENAME) {
            return Optional.of(free());
        }
        if (existing == ExistingFile.FAIL || !document.equals(Optional.of(digest(goOn)))) {
            throw inTheWay("exists already");
        }
        return Optional.empty();
    }

    /** Whether a document takes the place of whatever has its name. */
    boolean replaces() {
        return existing == ExistingFile.REPLACE;
    }

    /** Whether {@link #resolve} looks at the digest. */
    boolean compares() throws IOException {
        return existing == ExistingFile.SKIP_IF_SAME && disk.size(file()).isPresent();
    }

    private Path free() throws IOException {
        Path other = file();
        for (int i = 1; disk.size(other).isPresent(); i++) {
            other = folder.resolve(numbered(wanted, i));
        }
        return other;
    }

    private Digest digest(Runnable goOn) throws IOException {
        try (Disk.Opened opened = disk.openToRead(file())) {
            return digest(opened, Long.MAX_VALUE, goOn);
        }
    }

    /** The digest of so many bytes of a file, or all there are. That takes long, so {@code goOn} is run before each step, and may end it. */
    static Digest digest(Disk.Opened file, long bytes, Runnable goOn) throws IOException {
        MessageDigest sha256 = ChunkDigests.sha256();
        ByteBuffer buffer = ByteBuffer.allocate(STEP);
        long position = 0;
        while (position < bytes) {
            goOn.run();
            int read = file.read(buffer.clear().limit((int) Math.min(STEP, bytes - position)), position);
            if (read < 0) {
                break;
            }
            sha256.update(buffer.flip());
            position += read;
        }
        return Digest.of(sha256.digest());
    }

    private StorageException inTheWay(String why) {
        return new StorageException(
                file(), file() + " " + why + "; move it away, or download into another folder", null);
    }

    /** Says what is wrong, and what to do. */
    StorageException failed(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return new StorageException(
                    file(),
                    "cannot write " + file() + ": permission denied; make the folder writable, or choose another",
                    cause);
        }
        boolean noFolder = cause instanceof NoSuchFileException e && e.getReason() == null;
        String reason = noFolder ? "the folder is not there, and cannot be made" : Reason.of(cause);
        return new StorageException(file(), "cannot write " + file() + ": " + reason, cause);
    }

    /** There is not enough room for what is missing. */
    StorageException noRoom(long needed, long free) {
        return new StorageException(
                file(), "no room for " + file() + ": it needs " + needed + " bytes, " + free + " are free", null);
    }
}
