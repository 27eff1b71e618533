package io.github.p2pdi.impl.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What downloads do with files: a seam, so that a test can let any step of it fail. Links are never followed. Safe for concurrent use. */
interface Disk {
    /** Makes a folder and those above it where they are missing. */
    void makeFolder(Path folder) throws IOException;

    /** How many bytes there is room for. */
    long room(Path folder);

    /** The size of a file, or empty if there is nothing of that name; what is no file has the size -1. */
    Optional<Long> size(Path file) throws IOException;

    /** Whether there is a folder of that name. */
    boolean isFolder(Path path);

    /** The files of a folder whose names end so; none where it cannot be listed. */
    List<Path> list(Path folder, String ending);

    /** What tells a file from another that had its name before; empty if there is nothing of that name. */
    Optional<Object> key(Path file) throws IOException;

    /** Opens a file for reading and writing, and makes it if it is missing. */
    Opened open(Path file) throws IOException;

    /** The same for a file that nobody else, of this process or another, may have as long as it is open; empty if somebody has it. */
    Optional<Opened> openLocked(Path file) throws IOException;

    /** Opens a file for reading alone; it must be there. */
    Opened openToRead(Path file) throws IOException;

    /** Gives a file another name, in one step where the system can; what has that name is replaced. */
    void move(Path from, Path to) throws IOException;

    /**
     * Gives a file another name that nothing has, in one step where the system can.
     *
     * @throws java.nio.file.FileAlreadyExistsException if something has that name
     */
    void moveToFree(Path from, Path to) throws IOException;

    /** How many names a file has, as far as can be told. */
    int names(Path file) throws IOException;

    /** Removes a file if it is there. */
    void delete(Path file) throws IOException;

    /** A file that is open. Safe for concurrent use. */
    interface Opened extends AutoCloseable {
        /** Reads some bytes from a position; -1 behind the end. */
        int read(ByteBuffer into, long position) throws IOException;

        /** Writes all of the buffer to a position. */
        void write(ByteBuffer from, long position) throws IOException;

        /** Cuts what is behind that. */
        void truncate(long size) throws IOException;

        /** Returns once what was written will outlast a failure of the system. */
        void force() throws IOException;

        @Override
        void close() throws IOException;
    }
}
