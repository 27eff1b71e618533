package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Records in columns, in the order of their keys: what one peer told. An object for each is made only when somebody asks for it. Immutable. */
final class Block {
    private static final int DIGEST = 32;
    private static final long UNKNOWN = -1;
    /** What an address takes besides its host name, about. */
    private static final int ADDRESS = 64;

    private final long[] numbers;
    private final TextColumn texts;
    private final long[] sizes;
    private final BitSet hashed;
    private final byte[] digests;
    private final long[] signatures;
    private final PeerAddress[] holders;
    /** Which of the holders a row is of; empty where there is but one. */
    private final int[] holderOf;

    private final long textBytes;

    private Block(Builder from) {
        numbers = Arrays.copyOf(from.numbers, from.rows);
        texts = from.texts.build();
        sizes = Arrays.copyOf(from.sizes, from.rows);
        hashed = from.hashed;
        digests = Arrays.copyOf(from.digests, from.hashed.length() * DIGEST);
        signatures = Arrays.copyOf(from.signatures, 2 * from.rows);
        holders = from.holders.keySet().toArray(PeerAddress[]::new);
        from.holders.forEach((holder, place) -> holders[place] = holder);
        holderOf = holders.length > 1 ? Arrays.copyOf(from.holderOf, from.rows) : new int[0];
        textBytes = from.textBytes();
    }

    /** All of these records, which are in the order of their keys. */
    static Block of(List<Rfc> records) {
        Builder builder = new Builder(records.size(), Long.MAX_VALUE);
        records.forEach(builder::add);
        return builder.build();
    }

    int rows() {
        return numbers.length;
    }

    /** How many bytes its texts take. */
    long textBytes() {
        return textBytes;
    }

    long number(int row) {
        return numbers[row];
    }

    /** The holders of its records, each once. */
    List<PeerAddress> holders() {
        return List.of(holders);
    }

    int holderPlace(int row) {
        return holderOf.length == 0 ? 0 : holderOf[row];
    }

    PeerAddress holder(int row) {
        return holders[holderPlace(row)];
    }

    TextColumn texts() {
        return texts;
    }

    /** Whether a title may have what has that signature. */
    boolean mayHave(int row, long low, long high) {
        return (signatures[2 * row] & low) == low && (signatures[2 * row + 1] & high) == high;
    }

    Rfc rfc(int row) {
        OptionalLong size = sizes[row] == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(sizes[row]);
        return new Rfc(numbers[row], texts.title(row), holder(row), texts.path(row), size, digest(row));
    }

    private Optional<Digest> digest(int row) {
        return hashed.get(row)
                ? Optional.of(Digest.of(Arrays.copyOfRange(digests, row * DIGEST, (row + 1) * DIGEST)))
                : Optional.empty();
    }

    /** Whether two rows have the same record. */
    boolean same(int row, Block other, int otherRow) {
        return numbers[row] == other.numbers[otherRow]
                && sizes[row] == other.sizes[otherRow]
                && hashed.get(row) == other.hashed.get(otherRow)
                && holder(row).equals(other.holder(otherRow))
                && texts.same(row, other.texts, otherRow)
                && (!hashed.get(row) || sameDigest(row, other, otherRow));
    }

    private boolean sameDigest(int row, Block other, int otherRow) {
        return Arrays.equals(
                digests, row * DIGEST, (row + 1) * DIGEST, other.digests, otherRow * DIGEST, (otherRow + 1) * DIGEST);
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
        int order = Long.compare(numbers[row], other.numbers[otherRow]);
        return order == 0 ? holder(row).compareTo(other.holder(otherRow)) : order;
    }

    /** The first row whose number is not less than that. */
    int firstFrom(long number) {
        int at = Arrays.binarySearch(numbers, number);
        if (at < 0) {
            return -at - 1;
        }
        while (at > 0 && numbers[at - 1] == number) {
            at--;
        }
        return at;
    }

    /** Collects records in the order of their keys, as far as their texts do not take more than so many bytes. One thread at a time. */
    static final class Builder {
        private final long mostBytes;
        private final TextColumn.Builder texts;
        private final long[] numbers;
        private final long[] sizes;
        private final long[] signatures;
        private final int[] holderOf;
        private final BitSet hashed = new BitSet();
        private final Map<PeerAddress, Integer> holders = new HashMap<>();
        private final Signature signature = new Signature();
        private byte[] digests = {};
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
                digests = new byte[numbers.length * DIGEST];
            }
            hashed.set(rows);
            String hex = digest.hex();
            for (int i = 0; i < DIGEST; i++) {
                digests[rows * DIGEST + i] = (byte)
                        (Character.digit(hex.charAt(2 * i), 16) << 4 | Character.digit(hex.charAt(2 * i + 1), 16));
            }
        }
    }
}
