package io.github.p2pdi.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentTest {
    private static Document named(String name) {
        return new Document(7, "title", name, 1, Optional.empty());
    }

    /** One that others cannot read would keep the whole index from them. */
    @Test
    void aNameIsNoLongerThanOthersTake() {
        assertEquals(4096, named("n".repeat(4096)).name().length());
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> named("\u00e4".repeat(2049)));
        assertEquals("the name of document 7 has 4098 bytes; others take 4096", e.getMessage());
    }
}
