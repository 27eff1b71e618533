package io.github.p2pdi.impl.index;

import io.github.p2pdi.node.TitleQuery;
import io.github.p2pdi.node.TitleQuery.Match;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Matches rows as a {@link TitleQuery} matches records, but for the number. Immutable. */
final class TitleMatcher {
    private final Needle[] words;
    private final long low;
    private final long high;

    TitleMatcher(TitleQuery query) {
        this(query.words().stream()
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new));
    }

    private TitleMatcher(byte[][] words) {
        this.words = Arrays.stream(words).map(Needle::new).toArray(Needle[]::new);
        Signature signature = new Signature();
        for (byte[] word : words) {
            signature.add(word);
        }
        low = signature.low();
        high = signature.high();
    }

    /** Matches what has a text in it as it is, with all its spaces. */
    static TitleMatcher ofText(byte[] folded) {
        return new TitleMatcher(folded.length == 0 ? new byte[0][] : new byte[][] {folded});
    }

    Match match(Block block, int row) {
        return block.match(row, words, low, high);
    }
}
