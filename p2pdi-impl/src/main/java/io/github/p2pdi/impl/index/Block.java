package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.TitleQuery.Match;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Records in the order of their keys: what one peer told. An object for each is made only when somebody asks for it. What a record needs lies side by
 * side, as the time that it takes to make one is spent waiting for memory; what a search looks through lies apart from it. Immutable.
 */
final class Block {
    private static final int DIGEST = 32;
    /** How many cells a digest takes. */
    private static final int WORDS = DIGEST / Long.BYTES;

    private static final long UNKNOWN = -1;
    /** What an address takes besides its host name, about. */
    private static final int ADDRESS = 64;

    private static final int SIZE = 1;
    private static final int PLACES = 2;
    private static final int HASH = 3;

    /** Of each row: its number, its size, where its texts begin and which of the holders it is of, and its digest where any row has one. */
    private final long[] cells;
    /** How many cells a row has. */
    private final int width;

    private final int rows;
    private final TextColumn texts;
    private final BitSet hashed;
    private final long[] signatures;
    private final PeerAddress[] holders;
    private final long textBytes;

    private Block(Builder from) {
        rows = from.rows;
        cells = from.cells();
        width = from.width();
        texts = from.texts.build();
        hashed = from.hashed;
        signatures = Arrays.copyOf(from.signatures, 2 * rows);
        holders = from.holders.keySet().toArray(PeerAddress[]::new);
        from.holders.forEach((holder, place) -> holders[place] = holder);
        textBytes = from.textBytes();
    }

    /** All of these records, which are in the order of their keys. */
    static Block of(List<Rfc> records) {
        Builder builder = new Builder(records.size(), Long.MAX_VALUE);
        records.forEach(builder::add);
        return builder.build();
    }

    int rows() {
        return rows;
    }

    /** How many bytes its texts take. */
    long textBytes() {
        return textBytes;
    }

    /** How many bytes it takes, about. */
    long bytes() {
        return (long) Long.BYTES * (cells.length + signatures.length) + textBytes;
    }

    long number(int row) {
        return cells[row * width];
    }

    private long size(int row) {
        return cells[row * width + SIZE];
    }

    private int text(int row) {
        return (int) cells[row * width + PLACES];
    }

    /** The holders of its records, each once. */
    List<PeerAddress> holders() {
        return List.of(holders);
    }

    int holderPlace(int row) {
        return (int) (cells[row * width + PLACES] >>> 32);
    }

    PeerAddress holder(int row) {
        return holders[holderPlace(row)];
    }

    /** How well a title has these words, which are folded and have that signature. */
    Match match(int row, Needle[] words, long low, long high) {
        return (signatures[2 * row] & low) == low && (signatures[2 * row + 1] & high) == high
                ? texts.match(text(row), words)
                : Match.NONE;
    }

    Rfc rfc(int row) {
        OptionalLong size = size(row) == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(size(row));
        int text = text(row);
        return new Rfc(number(row), texts.title(text), holder(row), texts.path(text), size, digest(row));
    }

    private Optional<Digest> digest(int row) {
        if (!hashed.get(row)) {
            return Optional.empty();
        }
        byte[] digest = new byte[DIGEST];
        ByteBuffer.wrap(digest).asLongBuffer().put(cells, row * width + HASH, WORDS);
        return Optional.of(Digest.of(digest));
    }

    /** Whether two rows have the same record. */
    boolean same(int row, Block other, int otherRow) {
        return number(row) == other.number(otherRow)
                && size(row) == other.size(otherRow)
                && hashed.get(row) == other.hashed.get(otherRow)
                && holder(row).equals(other.holder(otherRow))
                && texts.same(text(row), other.texts, other.text(otherRow))
                && (!hashed.get(row) || sameDigest(row, other, otherRow));
    }

    private boolean sameDigest(int row, Block other, int otherRow) {
        int at = row * width + HASH;
        int otherAt = otherRow * other.width + HASH;
        return Arrays.equals(cells, at, at + WORDS, other.cells, otherAt, otherAt + WORDS);
    }

    /** Whether both have the same records. */
    boolean same(Block other) {
        if (rows() != other.rows()) {
            return false;
        }
        for (int row = 0; row < rows(); row++) {
            if (!same(row, other, row)) {
                return false;
            }
        }
        return true;
    }

    /** The order of keys. */
    int compare(int row, Block other, int otherRow) {
        int order = Long.compare(number(row), other.number(otherRow));
        return order == 0 ? holder(row).compareTo(other.holder(otherRow)) : order;
    }

    /** The first row whose number is not less than that. */
    int firstFrom(long number) {
        int low = 0;
        int high = rows;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (number(middle) < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Collects records in the order of their keys, as far as their texts do not take more than so many bytes. One thread at a time. */
    static final class Builder {
        private final long mostBytes;
        private final TextColumn.Builder texts;
        private final long[] numbers;
        private final long[] sizes;
        private final long[] signatures;
        private final int[] holderOf;
        private final int[] textStarts;
        private final BitSet hashed = new BitSet();
        private final Map<PeerAddress, Integer> holders = new HashMap<>();
        private final Signature signature = new Signature();
        private long[] digests = {};
        private PeerAddress lastHolder = PeerAddress.of("none", 0);
        private int lastPlace = -1;
        private long holderBytes;
        private int rows;

        Builder(int mostRows, long mostBytes) {
            this.mostBytes = mostBytes;
            texts = new TextColumn.Builder(mostRows);
            numbers = new long[mostRows];
            sizes = new long[mostRows];
            signatures = new long[2 * mostRows];
            holderOf = new int[mostRows];
            textStarts = new int[mostRows];
        }

        int rows() {
            return rows;
        }

        long textBytes() {
            return texts.size() + holderBytes;
        }

        /** Adds a record, if there is room for its text. */
        boolean add(Rfc rfc) {
            byte[] title = rfc.title().getBytes(StandardCharsets.UTF_8);
            byte[] folded = TextColumn.folded(rfc.title(), title);
            byte[] kept = TextColumn.isUpper(folded, title) ? new byte[0] : folded;
            byte[] path = rfc.path().getBytes(StandardCharsets.UTF_8);
            boolean stranger = lastPlace < 0 || !isKnown(rfc.holder());
            long about = stranger && rows > 0 ? rfc.holder().host().length() + ADDRESS : 0;
            textStarts[rows] = texts.size();
            if (!texts.add(title, kept, path, mostBytes - textBytes() - about)) {
                return false;
            }
            holderBytes += about;
            holderOf[rows] = place(rfc.holder());
            numbers[rows] = rfc.number();
            sizes[rows] = rfc.size().orElse(UNKNOWN);
            signature.clear();
            signature.add(folded);
            signatures[2 * rows] = signature.low();
            signatures[2 * rows + 1] = signature.high();
            if (rfc.sha256().isPresent()) {
                put(rfc.sha256().get());
            }
            rows++;
            return true;
        }

        Block build() {
            return new Block(this);
        }

        private boolean isKnown(PeerAddress holder) {
            return holder.equals(lastHolder) || holders.containsKey(holder);
        }

        private int place(PeerAddress holder) {
            if (lastPlace < 0 || !holder.equals(lastHolder)) {
                lastPlace = holders.computeIfAbsent(holder, any -> holders.size());
                lastHolder = holder;
            }
            return lastPlace;
        }

        private void put(Digest digest) {
            if (digests.length == 0) {
                digests = new long[numbers.length * WORDS];
            }
            hashed.set(rows);
            for (int i = 0; i < WORDS; i++) {
                digests[rows * WORDS + i] = Long.parseUnsignedLong(digest.hex(), 16 * i, 16 * (i + 1), 16);
            }
        }

        int width() {
            return hashed.isEmpty() ? HASH : HASH + WORDS;
        }

        long[] cells() {
            int width = width();
            long[] cells = new long[rows * width];
            for (int row = 0; row < rows; row++) {
                int at = row * width;
                cells[at] = numbers[row];
                cells[at + SIZE] = sizes[row];
                cells[at + PLACES] = (long) holderOf[row] << 32 | textStarts[row];
                if (hashed.get(row)) {
                    System.arraycopy(digests, row * WORDS, cells, at + HASH, WORDS);
                }
            }
            return cells;
        }
    }
}
