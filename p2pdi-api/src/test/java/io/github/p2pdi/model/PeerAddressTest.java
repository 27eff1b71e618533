package io.github.p2pdi.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as people write them. */
class PeerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:80,              tcp,  127.0.0.1,   80",
        "tcp://127.0.0.1:80,        tcp,  127.0.0.1,   80",
        "TLS://RS.Example.:65243,   tls,  rs.example,  65243",
        "[::1]:80,                  tcp,  ::1,         80",
        "tls://[0:0::1]:80,         tls,  ::1,         80",
        "unix:/run/P2pdi.sock,      unix, /run/P2pdi.sock, 0",
        "unix:///run/P2pdi.sock,    unix, /run/P2pdi.sock, 0",
        "Zürich.example.:1,         tcp,  zürich.example, 1",
        "a-1.b:00080,               tcp,  a-1.b,       80",
        " h_x:65535 ,               tcp,  h_x,         65535",
        "UNIX:/x,                   unix, /x,          0",
        "unix:/a:b,                 unix, /a:b,        0",
    })
    void textsAreRead(String text, String scheme, String host, int port) {
        PeerAddress address = PeerAddress.parse(text);

        assertEquals(new PeerAddress(scheme, host, port), address);
        assertEquals(host, address.host());
        assertEquals(address, PeerAddress.parse(address.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unix:",
                "unix:/",
                "unix:path",
                "unix://path",
                "unix:/a b",
                "unix:/a\nb",
                "unix:/a/\u0000",
                "tls:h:1",
                "tls:/h:1",
                "tls://:1",
                "tls://h",
                "://h:1",
                "1x://h:1",
                "\u212a://h:1",
                "h",
                "h:",
                "h:123456",
                "h:70000",
                "h:-1",
                "h:+1",
                "h:\u0661",
                "h:1:2",
                ":1",
                "[::1]x:1",
                "[::1]1",
                "[::1]",
                "[[::1]]:1",
                "h]:1",
                "tls://[::1:1",
                "tls://::1:1",
                "tls://h:1/path",
                "h:/p:1",
                "[zz]:5",
                "[]:5",
                "h\u202eost:1",
                "h\u200bost:1",
                "h\u00adost:1",
                "h\u00a0ost:1",
                "h\u2028ost:1",
                "h\ud800ost:1"
            })
    void whatIsNoAddressIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> PeerAddress.parse(text));
    }

    /** What is canonical stays as it is when it is read again, as from a cursor. */
    @ParameterizedTest
    @ValueSource(strings = {".", "..", "...", "a..", "a...", ".a", "a..b", "a.b..", "127.0.0.1.."})
    void namesWithEmptyLabelsAreRefused(String host) {
        assertThrows(IllegalArgumentException.class, () -> PeerAddress.of(host, 5));
    }

    /** A resolver that was asked would have left its complaint as the cause. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ".:1",
                ".::1",
                ".1:2",
                ".:",
                "[.:1]",
                "\u0660:1",
                "\u0660:.x.cafe",
                "\uff11::1",
                "\uff21:1",
                "[\u0661::1]",
                "1\u0661::1"
            })
    void noResolverIsAskedForWhatBeginsAsNoAddressDoes(String host) {
        assertNull(assertThrows(IllegalArgumentException.class, () -> new PeerAddress("tcp", host, 1))
                .getCause());
    }

    /** No address that comes with a port from elsewhere can be a socket of this machine. */
    @Test
    void aSocketHasNoPortAndAPathIsOnlyOfASocket() {
        assertThrows(IllegalArgumentException.class, () -> new PeerAddress("unix", "/run/x", 1));
        assertThrows(IllegalArgumentException.class, () -> new PeerAddress("unix", "host", 0));
        assertThrows(IllegalArgumentException.class, () -> new PeerAddress("tcp", "/run/x", 0));
        assertThrows(IllegalArgumentException.class, () -> PeerAddress.parse("unix:/" + "x".repeat(255)));
    }

    @Test
    void aPortThatIsGivenComesBeforeTheOneForThoseThatHaveNone() {
        assertEquals(PeerAddress.of("h", 7), PeerAddress.parse("h", 7));
        assertEquals(PeerAddress.of("::1", 7), PeerAddress.parse("[::1]", 7));
        assertEquals(PeerAddress.of("h", 8), PeerAddress.parse("h:8", 7));
        assertThrows(IllegalArgumentException.class, () -> PeerAddress.parse("h:", 7));
        assertThrows(IllegalArgumentException.class, () -> PeerAddress.parse("h", 65536));
    }

    @Test
    void aNameIsNoLongerThan255Characters() {
        String longest = "a".repeat(255);
        assertEquals(longest, PeerAddress.of(longest, 1).host());
        assertThrows(IllegalArgumentException.class, () -> PeerAddress.of(longest + "a", 1));
    }

    @Test
    void theErrorSaysHowAddressesAreWritten() {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> PeerAddress.parse("::1"));
        assertTrue(refusal.getMessage().contains("unix:/PATH"), refusal.getMessage());
    }
}
