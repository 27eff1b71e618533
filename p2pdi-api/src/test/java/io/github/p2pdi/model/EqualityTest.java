package io.github.p2pdi.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.p2pdi.node.TitleQuery;
import io.github.p2pdi.transport.TransportLimits;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.WireLimits;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Values whose equality is written out: every part of them counts. */
class EqualityTest {
    private static final Duration SHORT = Duration.ofMillis(1);

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
                    new Headers.Field("name", "Value")),
            () -> List.of(TitleQuery.of("two words"), TitleQuery.of("word"), TitleQuery.of("two 2")),
            () -> List.of(
                    TransportLimits.DEFAULT.toBuilder().build(),
                    limits(any -> any.wire(new WireLimits(1, 2, 3, 4))),
                    limits(any -> any.connections(1)),
                    limits(any -> any.connectionsPerSource(1)),
                    limits(any -> any.handshake(SHORT)),
                    limits(any -> any.firstByte(SHORT)),
                    limits(any -> any.wholeHead(SHORT)),
                    limits(any -> any.writeStall(SHORT)),
                    limits(any -> any.readStall(SHORT)),
                    limits(any -> any.idle(SHORT))));

    private static TransportLimits limits(UnaryOperator<TransportLimits.Builder> change) {
        return change.apply(TransportLimits.DEFAULT.toBuilder()).build();
    }

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
