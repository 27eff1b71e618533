package io.github.p2pdi.error;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file or folder of ours could not be read or written. The message names it and what to do. */
public final class StorageException extends P2pdiException {
    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * Makes one.
     *
     * @param path the file or folder, in the default file system
     * @param message what was tried, and what to do; the path is part of it
     * @param cause what it came from, or null
     */
    public StorageException(Path path, String message, @Nullable Throwable cause) {
        super(null, message, cause);
        this.path = path.toString();
    }

    /** {@return the file or folder concerned, in the default file system} Of a registry that cannot be opened and is in no folder, it is the scheme. */
    public Path path() {
        return Path.of(path);
    }

    @Override
    public boolean mayRetry() {
        return false;
    }
}
