package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cookie is a number of 64 bits; one beyond, of as many digits, is nobody's. */
class CookieHeaderTest {
    private static long read(String text) throws MalformedRequest {
        return CookieHeader.required(new Request("keepalive", "a", Headers.of("Peer-Cookie", text)))
                .value();
    }

    private static long expected(String text) {
        BigInteger number = new BigInteger(text);
        return number.bitLength() < 64 ? number.longValue() : 0;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "00",
                "7",
                "-7",
                "0000000000000000042",
                "999999999999999999",
                "9223372036854775807",
                "9223372036854775808",
                "9223372036854775809",
                "9999999999999999999",
                "-9223372036854775807",
                "-9223372036854775808",
                "-9223372036854775809",
                "-9999999999999999999"
            })
    void whatFitsIsRead(String text) throws MalformedRequest {
        assertEquals(expected(text), read(text));
    }

    @Test
    void anyNumberOfUpTo19DigitsIsRead() throws MalformedRequest {
        Random random = new Random(11);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
            for (int digits = 1 + random.nextInt(19); digits > 0; digits--) {
                text.append((char) ('0' + random.nextInt(10)));
            }
            assertEquals(expected(text.toString()), read(text.toString()), text::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "--1",
                "+1",
                " 1",
                "1 ",
                "1-",
                "1/",
                "1:",
                "0x1",
                "\u0661",
                "10000000000000000000",
                "-00000000000000000001"
            })
    void whatIsNoNumberIsMalformed(String text) {
        MalformedRequest refusal = assertThrows(MalformedRequest.class, () -> read(text));
        assertEquals("Peer-Cookie is not an integer of at most 19 digits", refusal.getMessage());
    }
}
