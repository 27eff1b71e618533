package io.github.p2pdi.impl.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NeedleTest {
    /** All texts of up to nine letters, of which there are two, and all that can be in them. */
    @Test
    void isFoundWhereItIsAndNowhereElse() {
        for (int text = 1; text < 1 << 10; text++) {
            for (int word = 1; word < 1 << 6; word++) {
                String where = letters(text);
                String what = letters(word);
                boolean found =
                        new Needle(what.getBytes(StandardCharsets.UTF_8)).isIn(where.getBytes(StandardCharsets.UTF_8));
                assertEquals(where.contains(what), found, () -> what + " in " + where);
            }
        }
    }

    /** The digits behind the first. */
    private static String letters(int number) {
        return Integer.toBinaryString(number).substring(1);
    }
}
