package io.github.p2pdi.node;

import io.github.p2pdi.model.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * A document that a store holds.
 *
 * <p>Immutable.
 *
 * @param number its number, 0 or more
 * @param title its title
 * @param name the file name that others are told, at most 4096 bytes in UTF-8
 * @param size its size in bytes
 * @param sha256 its digest, once it is known
 */
public record Document(long number, String title, String name, long size, Optional<Digest> sha256) {
    /** What others take for a string at the most. */
    private static final int LONGEST_NAME = 4096;

    /**
     * Checks the parts: a record that nobody can make of a document would keep all others of its store from being told.
     *
     * @param number as described above
     * @param title as described above
     * @param name as described above
     * @param size as described above
     * @param sha256 as described above
     * @throws IllegalArgumentException if the number or the size is negative, or the name too long
     */
    public Document {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sha256, "sha256");
        if (number < 0 || size < 0) {
            throw new IllegalArgumentException("negative: number " + number + ", size " + size);
        }
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "the name of document " + number + " has " + bytes + " bytes; others take " + LONGEST_NAME);
        }
    }
}
