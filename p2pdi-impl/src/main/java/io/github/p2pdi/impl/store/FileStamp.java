package io.github.p2pdi.impl.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * What tells whether a file is still the one that was seen: another size, time or file behind the name means other bytes.
 *
 * @param size its size in bytes
 * @param modified when it was written last
 * @param key what the file system calls it, where it has such a thing; a file that was moved over the old one differs in it
 */
record FileStamp(long size, FileTime modified, Optional<Object> key) {
    /**
     * The stamp of a regular file.
     *
     * @throws NoSuchFileException if there is none, or it is a link, a folder or anything else that is no regular file
     */
    static FileStamp of(Path file) throws IOException {
        BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!seen.isRegularFile()) {
            throw new NoSuchFileException(file.toString(), null, "it is " + kind(seen) + ", not a regular file");
        }
        return new FileStamp(seen.size(), seen.lastModifiedTime(), Optional.ofNullable(seen.fileKey()));
    }

    private static String kind(BasicFileAttributes seen) {
        if (seen.isSymbolicLink()) {
            return "a link";
        }
        return seen.isDirectory() ? "a folder" : "a device or pipe";
    }
}
