package io.github.p2pdi.impl.codec;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.testkit.CookieSearch;
import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.MessageCodec.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of a message never has the cookie in it, whichever of its bits has come wrong. */
class DamagedCookieTest {
    private static final String COOKIE = "5955974557759760980";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leave peer-b HTTP/1.1\nPeer-Cookie: " + COOKIE + "\nHost: peer-b\n\n",
                "keepalive peer-b HTTP/1.1\nHost: peer-b\nPeer-Cookie: " + COOKIE + "\n\n",
                "keepalive peer-b HTTP/1.1\nPeer-Cookie: -" + COOKIE + "\n\n",
            })
    void isNotTold(String lines) {
        byte[] frame = Frames.ofLines(lines);
        int told = 0;
        for (int bit = 0; bit < frame.length * Byte.SIZE; bit++) {
            byte[] damaged = frame.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            for (Object event : Decoding.whole(Role.SERVER, damaged)) {
                String text = text(event);
                assertFalse(CookieSearch.hasCookie(text), "bit " + bit + ": " + text);
                told += text.isEmpty() ? 0 : 1;
            }
        }
        assertTrue(told > frame.length, told + " texts were looked at");
    }

    private static String text(Object event) {
        if (event instanceof Event.Started started) {
            return started.head().toString();
        }
        return event instanceof Event.Malformed malformed ? malformed.reason() : "";
    }
}
