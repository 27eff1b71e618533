package io.github.p2pdi.impl.index;

import io.github.p2pdi.node.TitleQuery;
import io.github.p2pdi.node.TitleQuery.Match;
import java.nio.charset.StandardCharsets;

/** Matches rows as a {@link TitleQuery} matches records, but for the number. Immutable. */
final class TitleMatcher {
    private final byte[][] words;
    private final long low;
    private final long high;

    TitleMatcher(TitleQuery query) {
        Signature signature = new Signature();
        words = query.words().stream()
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        for (byte[] word : words) {
            signature.add(word);
        }
        low = signature.low();
        high = signature.high();
    }

    Match match(Block block, int row) {
        return block.match(row, words, low, high);
    }
}
