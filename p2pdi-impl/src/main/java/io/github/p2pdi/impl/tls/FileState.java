package io.github.p2pdi.impl.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** What tells whether a file has changed. */
record FileState(FileTime modified, long size, String key) {
    private static final FileState ABSENT = new FileState(FileTime.fromMillis(0), -1, "");

    static FileState of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileState(now.lastModifiedTime(), now.size(), String.valueOf(now.fileKey()));
        } catch (IOException e) {
            return ABSENT;
        }
    }
}
