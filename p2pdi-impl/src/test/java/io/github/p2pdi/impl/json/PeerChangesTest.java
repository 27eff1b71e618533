package io.github.p2pdi.impl.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has changed among peers: the form is pinned, and what is none of it is refused. */
class PeerChangesTest {
    private static final Peer PEER = new Peer(
            PeerAddress.of("peer-a", 4001),
            Instant.EPOCH,
            1,
            true,
            Duration.ofSeconds(60),
            Optional.of(Duration.ofSeconds(5)));
    private static final PeerAddress GONE = PeerAddress.of("::1", 4002);
    private static final String TEXT =
            "{\"tag\": \"p-1-2\", \"full\": false, \"added\": [{\"hostname\": \"peer-a\", \"cookie\": 0,"
                    + " \"port\": 4001, \"last_active_time\": 0.0, \"registration_count\": 1, \"active\": true, \"ttl\": 60, \"idle\": 5,"
                    + " \"scheme\": \"tcp\"}], \"removed\": [{\"hostname\": \"::1\", \"port\": 4002}]}";

    private static PeerAnswer read(String text) throws IOException {
        return PeerJson.readChangesOrList(JsonBytes.stream(text), 2);
    }

    @Test
    void theFormIsThatOfTheProtocol() {
        assertEquals(TEXT, JsonBytes.text(PeerJson.changes("p-1-2", List.of(PEER), List.of(GONE))));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        PeerAnswer answer = read(TEXT);
        assertEquals(Optional.of("p-1-2"), answer.tag());
        assertEquals(false, answer.full());
        assertEquals(List.of(PEER), answer.added().stream().map(PeerEntry::peer).toList());
        assertEquals(List.of(GONE), answer.removed());
    }

    @Test
    void aListIsEverybody() throws IOException {
        assertEquals(new PeerAnswer(Optional.empty(), true, List.of(), List.of()), read("[]"));
    }

    @Test
    void removedKeysThatCannotBeAnybodyAreLeftOut() throws IOException {
        String text =
                "{\"tag\": \"t\", \"full\": true, \"added\": [], \"removed\": [{\"hostname\": \"a b\", \"port\": 1}, {\"hostname\": \"a\", \"port\": 0}]}";
        assertEquals(List.of(), read(text).removed());
        assertEquals(
                List.of(),
                read(text.replace(": 0}", ": " + "9".repeat(30) + "}")).removed());
        assertEquals(List.of(), read(text.replace("a b", "a".repeat(5_000))).removed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"tag\": \"t\"}",
                "{\"full\": true}",
                "{\"tag\": 1, \"full\": true}",
                "{\"tag\": \"t\", \"full\": 1}",
                "{\"tag\": \"t\", \"tag\": \"t\", \"full\": true}",
                "{\"tag\": \"t\", \"full\": true, \"added\": {}}",
                "{\"tag\": \"t\", \"full\": true, \"added\": [1]}",
                "{\"tag\": \"t\", \"full\": true, \"removed\": [{\"port\": 1}]}",
                "{\"tag\": \"t\", \"full\": true, \"removed\": [{\"hostname\": \"a\", \"port\": \"1\"}]}",
                "{\"tag\": \"t\", \"full\": true, \"removed\": [{\"hostname\": \"a\"}, {\"hostname\": \"a\"}, {\"hostname\": \"a\"}]}",
                "\"x\"",
                ""
            })
    void whatIsNoneOfItIsRefused(String text) {
        assertThrows(JsonFormatException.class, () -> read(text));
    }
}
