package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    void ofManyWhoFailedSomeAreNamed() {
        Map<PeerAddress, P2pdiException> failed = new HashMap<>();
        for (int i = 1; i <= 12; i++) {
            PeerAddress peer = PeerAddress.of("127.0.0.1", 4000 + i);
            failed.put(peer, new PeerUnreachableException(peer, "no connection to " + peer, null));
        }
        List<String> remarks = ListCommand.remarks(failed);
        assertEquals(11, remarks.size());
        assertEquals("the index of 127.0.0.1:4001 could not be had: no connection to 127.0.0.1:4001", remarks.get(0));
        assertEquals("so it is with 2 others", remarks.get(10));
        assertEquals(List.of(), ListCommand.remarks(Map.of()));
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
