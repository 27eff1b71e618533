package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ListCommandTest {
    private static final PeerAddress HOLDER = PeerAddress.of("127.0.0.1", 4001);
    private static final Digest DIGEST = new Digest("0123456789abcdef".repeat(4));

    @Test
    void aRowHasSizeDigestAgeAndTitle() {
        Rfc full = new Rfc(7, "Ti\u202etle", HOLDER, "rfc7.txt", OptionalLong.of(3), Optional.of(DIGEST));
        assertEquals(
                List.of("7", "127.0.0.1:4001", "3", "01234567", "12 s", "Ti tle"),
                ListCommand.row(full, OptionalLong.of(12)));
        Rfc bare = new Rfc(7, "", HOLDER, "", OptionalLong.empty(), Optional.empty());
        assertEquals(List.of("7", "127.0.0.1:4001", "-", "-", "-", ""), ListCommand.row(bare, OptionalLong.empty()));
    }

    @Test
    void anObjectHasNumbersAsNumbersAndNoLetterThatATerminalObeys() {
        Rfc full = new Rfc(
                7, "\"Ti\u202etle\\\u009b1m", HOLDER, "rfc7.t\u001bxt", OptionalLong.of(3), Optional.of(DIGEST));
        assertEquals(
                "{\"number\": 7, \"holder\": \"127.0.0.1:4001\", \"size\": 3, \"sha256\": \"" + DIGEST.hex()
                        + "\", \"age\": 12, \"name\": \"rfc7.t\\u001bxt\", \"title\": \"\\\"Ti\\u202etle\\\\ 1m\"}",
                ListCommand.object(full, OptionalLong.of(12)));
        Rfc bare = new Rfc(7, "", HOLDER, "", OptionalLong.empty(), Optional.empty());
        assertEquals(
                "{\"number\": 7, \"holder\": \"127.0.0.1:4001\", \"size\": null, \"sha256\": null, \"age\": null,"
                        + " \"name\": \"\", \"title\": \"\"}",
                ListCommand.object(bare, OptionalLong.empty()));
    }
}
