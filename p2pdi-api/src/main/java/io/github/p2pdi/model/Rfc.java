package io.github.p2pdi.model;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An index record: one document at one holder.
 *
 * <p>Immutable.
 *
 * @param number the document's number, 0 or more
 * @param title its title, at most {@value #LONGEST_TITLE} characters, without control characters
 * @param holder the peer that has it
 * @param path the file's name at the holder; nothing is ever opened or written by it unchecked
 * @param size the document's size in bytes, where it is known
 * @param sha256 its digest, where it is known
 */
public record Rfc(
        long number, String title, PeerAddress holder, String path, OptionalLong size, Optional<Digest> sha256) {
    /** The longest title that is kept: {@value} characters. */
    public static final int LONGEST_TITLE = 1024;

    /**
     * Checks the number and the size, and makes the title printable: what is longer is cut, control characters become spaces.
     *
     * @param number as described above
     * @param title as described above
     * @param holder as described above
     * @param path as described above
     * @param size as described above
     * @param sha256 as described above
     * @throws IllegalArgumentException if the number or the size is negative
     */
    public Rfc {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(sha256, "sha256");
        if (number < 0 || size.orElse(0) < 0) {
            throw new IllegalArgumentException("negative: number " + number + ", size " + size);
        }
        title = printable(title);
    }

    /** {@return the key of the record: a holder has one record a number} */
    public Key key() {
        return new Key(number, holder);
    }

    private static String printable(String text) {
        String cut = text;
        if (text.length() > LONGEST_TITLE) {
            // Half of a surrogate pair cannot be written as UTF-8.
            boolean inPair = Character.isHighSurrogate(text.charAt(LONGEST_TITLE - 1));
            cut = text.substring(0, inPair ? LONGEST_TITLE - 1 : LONGEST_TITLE);
        }
        for (int i = 0; i < cut.length(); i++) {
            if (Character.isISOControl(cut.charAt(i))) {
                return cut.replaceAll("\\p{Cc}+", " ").strip();
            }
        }
        return cut;
    }

    /**
     * What tells records apart: the order of keys is number, host, port, scheme.
     *
     * <p>Immutable.
     *
     * @param number the document's number
     * @param holder the peer that has it
     */
    public record Key(long number, PeerAddress holder) implements Comparable<Key> {
        /**
         * Makes one.
         *
         * @param number as described above
         * @param holder as described above
         */
        public Key {
            Objects.requireNonNull(holder, "holder");
        }

        @Override
        public int compareTo(Key other) {
            int order = Long.compare(number, other.number);
            return order == 0 ? holder.compareTo(other.holder) : order;
        }
    }
}
