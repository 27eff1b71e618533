package io.github.p2pdi.impl.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.impl.codec.PseudoHttpCodecProvider;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.MessageCodec;
import io.github.p2pdi.wire.Request;
import org.junit.jupiter.api.Test;

/** A header can hold what our codec writes there. */
class HeaderTextTest {
    private static boolean isWritten(String text) {
        MessageCodec codec = new PseudoHttpCodecProvider().codec();
        try {
            return codec.head(new Request("m", "t", Headers.of("h", text)), 0).hasRemaining();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Test
    void whatIsSendableIsWritten() {
        for (int c = 0; c < 0x11000; c++) {
            String text = "a" + Character.toString(c) + "b";
            assertEquals(isWritten(text), HeaderText.isSendable(text), Integer.toHexString(c));
        }
    }
}
