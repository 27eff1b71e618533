package io.github.p2pdi.impl.json;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.testkit.CookieSearch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is told of the answer to a register never has the cookie in it, whichever of its bits has come wrong. */
class DamagedAnswerTest {
    private static final byte[] ANSWER =
            ("{\"hostname\": \"h\", \"cookie\": 5955974557759760980, \"port\": 4001, \"last_active_time\": 1.5,"
                            + " \"registration_count\": 1, \"active\": true, \"ttl\": 7200}")
                    .getBytes(StandardCharsets.UTF_8);

    @Test
    void isNotTold() {
        int told = 0;
        for (int bit = 0; bit < ANSWER.length * Byte.SIZE; bit++) {
            byte[] damaged = ANSWER.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            try {
                PeerJson.readRegistration(new ByteArrayInputStream(damaged));
            } catch (IOException e) {
                for (Throwable each = e; each != null; each = each.getCause()) {
                    assertFalse(CookieSearch.hasCookie(String.valueOf(each.getMessage())), "bit " + bit + ": " + each);
                    told++;
                }
            }
        }
        assertTrue(told > ANSWER.length, told + " messages were looked at");
    }
}
