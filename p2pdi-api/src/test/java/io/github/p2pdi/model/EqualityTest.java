package io.github.p2pdi.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.p2pdi.wire.Headers;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Records whose equality is written out: every part of them counts. */
class EqualityTest {
    /** In each list every value differs from the first one in one part. */
    static final List<Supplier<List<Object>>> KINDS = List.of(
            () -> List.of(
                    new PeerAddress("tcp", "host", 1),
                    new PeerAddress("tls", "host", 1),
                    new PeerAddress("tcp", "other", 1),
                    new PeerAddress("tcp", "host", 2)),
            () -> List.of(new Cookie(1), new Cookie(2), new Cookie(1L << 32 | 1)),
            () -> List.of(new Digest("a".repeat(64)), new Digest("b".repeat(64))),
            () -> List.of(
                    new Headers.Field("name", "value"),
                    new Headers.Field("Name", "value"),
                    new Headers.Field("name", "Value")));

    @ParameterizedTest
    @FieldSource("KINDS")
    void equalIsWhatIsEqualInEveryPart(Supplier<List<Object>> made) {
        List<Object> values = made.get();
        List<Object> again = made.get();

        for (int i = 0; i < values.size(); i++) {
            assertEquals(values.get(i), again.get(i));
            assertEquals(values.get(i).hashCode(), again.get(i).hashCode());
            assertNotEquals(values.get(i), new Object());
            assertNotEquals(null, values.get(i));
            for (int j = 0; j < i; j++) {
                assertNotEquals(values.get(i), again.get(j));
            }
        }
    }
}
