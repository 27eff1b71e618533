package io.github.p2pdi.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.node.Document;
import io.github.p2pdi.node.FoundDocument;
import io.github.p2pdi.node.PeerListing;
import io.github.p2pdi.node.Variant;
import io.github.p2pdi.transport.LinkFault;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Values that have no null in them refuse one when they are made, and say which part it was. */
class MissingPartsTest {
    private static final PeerAddress ADDRESS = PeerAddress.of("127.0.0.1", 4001);

    private static final Peer PEER = new Peer(ADDRESS, Instant.EPOCH, 1, true, Duration.ZERO, Optional.empty());

    static final List<Record> WHOLE = List.of(
            new Rfc(1, "title", ADDRESS, "rfc1.txt", OptionalLong.empty(), Optional.empty()),
            new Rfc.Key(1, ADDRESS),
            PEER,
            new Registration(PEER, new Cookie(1), Optional.empty()),
            new PeerListing(ADDRESS, List.of(PEER), Duration.ZERO),
            new Variant(Optional.empty(), OptionalLong.empty(), List.of(ADDRESS)),
            new FoundDocument(1, "title", List.of()),
            LinkFault.refuse(),
            new Document(1, "title", "rfc1.txt", 3, Optional.empty()));

    @ParameterizedTest
    @FieldSource("WHOLE")
    void eachPartIsWanted(Record whole) throws ReflectiveOperationException {
        RecordComponent[] parts = whole.getClass().getRecordComponents();
        Constructor<?> constructor = whole.getClass()
                .getDeclaredConstructor(
                        Stream.of(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
        for (int missing = 0; missing < parts.length; missing++) {
            if (!parts[missing].getType().isPrimitive()) {
                Object[] values = new Object[parts.length];
                for (int i = 0; i < parts.length; i++) {
                    values[i] = i == missing ? null : parts[i].getAccessor().invoke(whole);
                }
                Throwable refusal = assertThrows(
                                InvocationTargetException.class,
                                () -> constructor.newInstance(values),
                                parts[missing].getName())
                        .getCause();
                assertInstanceOf(NullPointerException.class, refusal);
                assertEquals(parts[missing].getName(), refusal.getMessage());
            }
        }
    }

    @Test
    void aManifestWantsItsDigests() {
        byte[] none = {};
        assertEquals(
                "sha256",
                assertThrows(NullPointerException.class, () -> new Manifest(null, 0, 1, none))
                        .getMessage());
        assertEquals(
                "digests",
                assertThrows(NullPointerException.class, () -> new Manifest(new Digest("0".repeat(64)), 0, 1, null))
                        .getMessage());
    }

    @Test
    void aDocumentHasNoNegativeNumbers() {
        assertThrows(IllegalArgumentException.class, () -> new Document(-1, "", "name", 3, Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> new Document(1, "", "name", -1, Optional.empty()));
    }
}
