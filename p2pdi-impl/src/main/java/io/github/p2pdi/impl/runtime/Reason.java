package io.github.p2pdi.impl.runtime;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Puts into words why a file could not be used; the path is named by whoever asks. */
public final class Reason {
    private Reason() {}

    public static String of(IOException cause) {
        if (cause instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        if (cause instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (cause instanceof NotDirectoryException) {
            return "it is not a folder";
        }
        if (cause instanceof AccessDeniedException) {
            return "access is denied";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "there is a file of that name";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
