package io.github.p2pdi.impl.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.codec.RecordedExchanges;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers are read as others write them, and refused where nobody could know what was meant. */
class PeerJsonReadingTest {
    private static final String WHOLE =
            "{\"hostname\": \"Peer-A.\", \"cookie\": -5, \"port\": 4001, \"last_active_time\": 1795378576.5,"
                    + " \"registration_count\": 3, \"active\": false, \"ttl\": 60, \"idle\": 5, \"scheme\": \"TLS\"}";

    private static PeerEntry one(String text) throws IOException {
        return PeerJson.readRegistration(JsonBytes.stream(text));
    }

    private static List<PeerEntry> list(String text) throws IOException {
        return PeerJson.readList(JsonBytes.stream(text), 1000);
    }

    private static List<String> recordedBodies(String start) {
        return RecordedExchanges.answers().stream()
                .map(frame -> new String(frame, StandardCharsets.UTF_8).split("\r\n\r\n", 2)[1])
                .filter(body -> body.startsWith(start))
                .toList();
    }

    @Test
    void recordedRegistrationsAreRead() throws IOException {
        List<String> bodies = recordedBodies("{\"hostname\"");
        assertEquals(4, bodies.size());
        PeerEntry second = one(bodies.get(1));
        Peer expected = new Peer(
                PeerAddress.of("peer-b", 4002),
                Instant.parse("2026-11-22T20:16:17.039300Z"),
                0,
                true,
                Duration.ofHours(2),
                Optional.empty());
        assertEquals(new PeerEntry(expected, Optional.of(new Cookie(1))), second);
    }

    @Test
    void recordedListsAreRead() throws IOException {
        List<String> bodies = recordedBodies("[\"{");
        assertEquals(1, bodies.size());
        assertEquals(List.of(PeerAddress.of("peer-b", 4002)), addresses(bodies.get(0)));
        assertEquals(List.of(), list(recordedBodies("[]").get(0)));
    }

    @Test
    void allFieldsAreRead() throws IOException {
        Peer expected = new Peer(
                new PeerAddress("tls", "peer-a", 4001),
                Instant.parse("2026-11-22T20:16:16.5Z"),
                3,
                false,
                Duration.ofMinutes(1),
                Optional.of(Duration.ofSeconds(5)));
        assertEquals(new PeerEntry(expected, Optional.of(new Cookie(-5))), one(WHOLE));
    }

    @Test
    void allButTheAddressMayBeMissing() throws IOException {
        Peer expected = new Peer(PeerAddress.of("a", 1), Instant.EPOCH, 0, true, Duration.ZERO, Optional.empty());
        assertEquals(new PeerEntry(expected, Optional.empty()), one("{\"port\": 1, \"hostname\": \"a\"}"));
    }

    @Test
    void unknownFieldsOfAnyShapeAreIgnored() throws IOException {
        String more = "\"x\": {\"hostname\": [1, \"a\", {\"port\": null}]}, \"y\": true, \"z\": 1e9, \"w\": \"\", ";
        assertEquals(one(WHOLE), one(WHOLE.replace("\"port\"", more + "\"port\"")));
    }

    @Test
    void aListHoldsStringsAndObjectsInAnyMixture() throws IOException {
        String object = "{\"hostname\": \"a\", \"port\": 1}";
        String string = "\"{\\\"hostname\\\": \\\"b\\\", \\\"port\\\": 2}\"";
        List<PeerAddress> both = List.of(PeerAddress.of("a", 1), PeerAddress.of("b", 2));
        assertEquals(both, addresses("[" + object + "," + string + "]"));
        assertEquals(
                List.of(both.get(1), both.get(0), both.get(1)),
                addresses("[" + string + "," + object + "," + string + "]"));
    }

    static Stream<String> beyondBounds() {
        return Stream.of(
                "{\"hostname\": \"a\", \"port\": 9223372036854775808}",
                "{\"hostname\": \"a\", \"port\": 99999999999999999999}",
                "{\"hostname\": \"a\", \"port\": -99999999999999999999}",
                "{\"hostname\": \"a\", \"port\": " + "9".repeat(30) + "}",
                "{\"hostname\": \"" + "a".repeat(5_000) + "\", \"port\": 1}");
    }

    @ParameterizedTest
    @MethodSource("beyondBounds")
    @ValueSource(
            strings = {
                "{\"hostname\": \"a b\", \"port\": 1}", "{\"hostname\": \"\", \"port\": 1}",
                        "{\"hostname\": \"../x\", \"port\": 1}",
                "{\"hostname\": \"a\\u0000\", \"port\": 1}", "{\"hostname\": \"::zz\", \"port\": 1}",
                        "{\"hostname\": \"a\", \"port\": 0}",
                "{\"hostname\": \"a\", \"port\": -1}", "{\"hostname\": \"a\", \"port\": 65536}",
                        "{\"hostname\": \"a\", \"port\": 4294967297}",
                "{\"hostname\": \"a\", \"port\": 1, \"scheme\": \"\"}",
                        "{\"hostname\": \"a\", \"port\": 1, \"scheme\": \"a b\"}"
            })
    void aPeerThatNobodyCouldReachIsLeftOutOfAListAndRefusedAlone(String entry) throws IOException {
        assertEquals(
                List.of(PeerAddress.of("good", 2)),
                addresses("[" + entry + ", {\"hostname\": \"good\", \"port\": 2}]"));
        String quoted = "\"" + entry.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        assertEquals(
                List.of(PeerAddress.of("good", 2)),
                addresses("[" + quoted + ", {\"hostname\": \"good\", \"port\": 2}]"));
        assertThrows(JsonFormatException.class, () -> one(entry));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"port\": 1}",
                "{\"hostname\": \"a\"}",
                "{\"hostname\": 7, \"port\": 1}",
                "{\"hostname\": null, \"port\": 1}",
                "{\"hostname\": \"a\", \"port\": \"1\"}",
                "{\"hostname\": \"a\", \"port\": 1.0}",
                "{\"hostname\": \"a\", \"port\": 1e3}",
                "{\"hostname\": \"a\", \"port\": true}",
                "{\"hostname\": \"a\", \"port\": 1, \"cookie\": \"1\"}",
                "{\"hostname\": \"a\", \"port\": 1, \"cookie\": 9223372036854775808}",
                "{\"hostname\": \"a\", \"port\": 1, \"cookie\": 1.5}",
                "{\"hostname\": \"a\", \"port\": 1, \"active\": 1}",
                "{\"hostname\": \"a\", \"port\": 1, \"active\": \"true\"}",
                "{\"hostname\": \"a\", \"port\": 1, \"ttl\": 1.5}",
                "{\"hostname\": \"a\", \"port\": 1, \"ttl\": null}",
                "{\"hostname\": \"a\", \"port\": 1, \"last_active_time\": \"now\"}",
                "{\"hostname\": \"a\", \"port\": 1, \"last_active_time\": NaN}",
                "{\"hostname\": \"a\", \"port\": 1, \"registration_count\": []}",
                "{\"hostname\": \"a\", \"port\": 1, \"idle\": false}",
                "{\"hostname\": \"a\", \"port\": 1, \"scheme\": 1}",
                "{\"hostname\": \"a\", \"port\": 1, \"port\": 1}",
                "{\"hostname\": \"a\", \"port\": 1, \"x\": {\"y\": 1, \"y\": 1}}",
                "[]",
                "7",
                "true",
                "null",
                "\"\"",
                "[{\"hostname\": \"a\", \"port\": 1}]"
            })
    void whatIsNotAPeerIsRefusedAndWithItTheList(String text) {
        assertThrows(JsonFormatException.class, () -> one(text));
        String good = "{\"hostname\": \"good\", \"port\": 2}";
        assertThrows(JsonFormatException.class, () -> list("[" + good + ", " + text + "]"));
        String quoted = "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        assertThrows(JsonFormatException.class, () -> list("[" + good + ", " + quoted + "]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "7",
                "\"[]\"",
                "null",
                "",
                "[1]",
                "[[]]",
                "[null]",
                "[\"\"]",
                "[\"{\"]",
                "[\"\\\"{}\\\"\"]",
                "[] []"
            })
    void whatIsNotAListOfPeersIsRefused(String text) {
        assertThrows(JsonFormatException.class, () -> list(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00Z",
        "-1795378576.3, 1970-01-01T00:00:00Z",
        "-1e300, 1970-01-01T00:00:00Z",
        "1.5, 1970-01-01T00:00:01.5Z",
        "1795378576.3363214, 2026-11-22T20:16:16.336321Z",
        "1.795378576e9, 2026-11-22T20:16:16Z",
        "1e300, 9999-12-31T23:59:59Z",
        "1e999, 9999-12-31T23:59:59Z"
    })
    void timesAreReadInAnyFormAndBroughtIntoRange(String number, Instant expected) throws IOException {
        String text = "{\"hostname\": \"a\", \"port\": 1, \"last_active_time\": " + number + "}";
        assertEquals(expected, one(text).peer().lastRegistered());
    }

    @Test
    void numbersThatOnlyInformAreBroughtIntoRange() throws IOException {
        Peer negative = one("{\"hostname\": \"a\", \"port\": 1, \"ttl\": -1, \"idle\": -1, \"registration_count\": -1}")
                .peer();
        assertEquals(Duration.ZERO, negative.ttl());
        assertEquals(Optional.of(Duration.ZERO), negative.idle());
        assertEquals(0, negative.registrationCount());
        String huge = Long.toString(Long.MAX_VALUE);
        Peer large = one("{\"hostname\": \"a\", \"port\": 1, \"ttl\": 1, \"idle\": 1, \"registration_count\": 1}"
                        .replace(": 1,", ": " + huge + ",")
                        .replaceFirst(huge, "1"))
                .peer();
        assertEquals(Duration.ofSeconds(Integer.MAX_VALUE), large.ttl());
        assertEquals(Optional.of(Duration.ofSeconds(Integer.MAX_VALUE)), large.idle());
        assertTrue(large.ttl().toNanos() > 0);
        String more = "{\"hostname\": \"a\", \"port\": 1, \"ttl\": N, \"idle\": N, \"registration_count\": N}";
        assertEquals(
                Integer.MAX_VALUE, one(more.replace("N", "9".repeat(30))).peer().registrationCount());
        assertEquals(large.ttl(), one(more.replace("N", "9".repeat(20))).peer().ttl());
        assertEquals(
                negative.idle(),
                one(more.replace("N", "-" + "9".repeat(30))).peer().idle());
    }

    @Test
    void aListLongerThanWantedIsRefused() throws IOException {
        String entry = "{\"hostname\": \"a b\", \"port\": 1}";
        String text = "[" + entry + ", " + entry + ", " + entry + "]";
        assertEquals(List.of(), PeerJson.readList(JsonBytes.stream(text), 3));
        JsonFormatException refusal =
                assertThrows(JsonFormatException.class, () -> PeerJson.readList(JsonBytes.stream(text), 2));
        assertTrue(refusal.getMessage().contains("more than 2"), refusal.getMessage());
    }

    @Test
    void everyTruncationOfRecordedBodiesIsRefused() {
        for (String body : recordedBodies("[\"{")) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            for (int size = 0; size < bytes.length; size++) {
                ByteArrayInputStream cut = new ByteArrayInputStream(bytes, 0, size);
                assertThrows(JsonFormatException.class, () -> PeerJson.readList(cut, 1000), "cut at " + size);
            }
        }
        for (String body : recordedBodies("{\"hostname\"")) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            for (int size = 0; size < bytes.length; size++) {
                ByteArrayInputStream cut = new ByteArrayInputStream(bytes, 0, size);
                assertThrows(JsonFormatException.class, () -> PeerJson.readRegistration(cut), "cut at " + size);
            }
        }
    }

    private static List<PeerAddress> addresses(String text) throws IOException {
        return list(text).stream().map(entry -> entry.peer().address()).toList();
    }
}
