package io.github.p2pdi.impl.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written of peers is pinned byte for byte. */
class PeerJsonWritingTest {
    private static final Instant TIME = Instant.parse("2026-11-22T20:16:16.336321Z");

    private static Peer peer(String host, boolean active, Duration ttl) {
        return new Peer(PeerAddress.of(host, 4001), TIME, 3, active, ttl, Optional.of(Duration.ofMillis(5900)));
    }

    @Test
    void aRegistrationHasTheBaseFieldsOnlyAndItsCookie() {
        Registration registration = new Registration(
                peer("peer-a", true, Duration.ofHours(2)),
                new Cookie(1234567890123456789L),
                Optional.of(Duration.ofSeconds(100)));
        assertEquals(
                "{\"hostname\": \"peer-a\", \"cookie\": 1234567890123456789, \"port\": 4001, \"last_active_time\": 1795378576.336321,"
                        + " \"registration_count\": 3, \"active\": true, \"ttl\": 7200}",
                JsonBytes.text(PeerJson.registration(registration)));
    }

    private static String plain(List<Peer> peers) {
        return whole(PeerJson.encodePlain(peers));
    }

    private static String whole(EncodedPeers peers) {
        return peers.without(PeerAddress.of("nobody", 9)).stream()
                .map(JsonBytes::text)
                .collect(Collectors.joining());
    }

    @Test
    void thePlainListIsAnArrayOfStringsWithoutCookies() {
        assertEquals(
                "[\"{\\\"hostname\\\": \\\"peer-a\\\", \\\"cookie\\\": 0, \\\"port\\\": 4001, \\\"last_active_time\\\": 1795378576.336321,"
                        + " \\\"registration_count\\\": 3, \\\"active\\\": true, \\\"ttl\\\": 60}\","
                        + " \"{\\\"hostname\\\": \\\"::1\\\", \\\"cookie\\\": 0, \\\"port\\\": 4001, \\\"last_active_time\\\": 1795378576.336321,"
                        + " \\\"registration_count\\\": 3, \\\"active\\\": false, \\\"ttl\\\": 0}\"]",
                plain(List.of(peer("peer-a", true, Duration.ofMinutes(1)), peer("[::1]", false, Duration.ZERO))));
    }

    @Test
    void theListIsAnArrayOfObjectsWithIdleAndScheme() {
        Peer silent = new Peer(
                new PeerAddress("tls", "b", 1), Instant.EPOCH, 0, true, Duration.ofSeconds(1), Optional.empty());
        assertEquals(
                "[{\"hostname\": \"peer-a\", \"cookie\": 0, \"port\": 4001, \"last_active_time\": 1795378576.336321,"
                        + " \"registration_count\": 3, \"active\": true, \"ttl\": 60, \"idle\": 5, \"scheme\": \"tcp\"},"
                        + " {\"hostname\": \"b\", \"cookie\": 0, \"port\": 1, \"last_active_time\": 0.0,"
                        + " \"registration_count\": 0, \"active\": true, \"ttl\": 1, \"scheme\": \"tls\"}]",
                JsonBytes.text(PeerJson.list(List.of(peer("peer-a", true, Duration.ofMinutes(1)), silent))));
    }

    @Test
    void noPeersAreAnEmptyArray() {
        assertEquals("[]", plain(List.of()));
        assertEquals("[]", JsonBytes.text(PeerJson.list(List.of())));
    }

    @Test
    void aNonAsciiHostIsWrittenAsUtf8AndNotEscapedForHtml() {
        Registration registration =
                new Registration(peer("müller&söhne=b", true, Duration.ofSeconds(9)), new Cookie(-1), Optional.empty());
        assertEquals(
                "{\"hostname\": \"müller&söhne=b\", \"cookie\": -1",
                JsonBytes.text(PeerJson.registration(registration)).substring(0, 43));
    }

    @ParameterizedTest
    @CsvSource({
        "true,PT0S,1",
        "true,PT0.9S,1",
        "true,PT1.9S,1",
        "true,PT2S,2",
        "false,PT0S,0",
        "false,PT0.9S,0",
        "false,PT5.9S,5"
    })
    void theTtlIsWholeSecondsAndNotZeroWhileTheLeaseRuns(boolean active, String ttl, String expected) {
        Registration registration =
                new Registration(peer("a", active, Duration.parse(ttl)), new Cookie(0), Optional.empty());
        assertEquals(
                expected, JsonBytes.text(PeerJson.registration(registration)).replaceAll(".*\"ttl\": |}", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0.0",
        "1969-12-31T23:59:59.5Z, 0.0",
        "1970-01-01T00:00:00.000001Z, 0.000001",
        "1970-01-01T00:00:00.000000999Z, 0.0",
        "1970-01-01T00:00:01.5Z, 1.5",
        "1970-01-01T00:00:01.05Z, 1.05",
        "1970-01-01T00:00:01.100001Z, 1.100001",
        "2026-11-22T20:16:16.336321999Z, 1795378576.336321",
        "9999-12-31T23:59:59.999999Z, 253402300799.999999"
    })
    void timesHaveOneToSixDecimalsAndNoExponent(Instant time, String expected) {
        Peer peer = new Peer(PeerAddress.of("a", 1), time, 1, true, Duration.ofSeconds(1), Optional.empty());
        Registration registration = new Registration(peer, new Cookie(0), Optional.empty());
        assertEquals(
                expected,
                JsonBytes.text(PeerJson.registration(registration))
                        .replaceAll(".*\"last_active_time\": |, \"registration.*", ""));
    }
}
