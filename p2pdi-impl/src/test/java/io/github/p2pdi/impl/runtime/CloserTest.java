package io.github.p2pdi.impl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloserTest {
    private final List<String> closed = new ArrayList<>();
    private final Closer closer = new Closer();

    @Test
    void closesInReverseOrderAndOnce() {
        closer.add(() -> closed.add("first"));
        closer.add(() -> closed.add("second"));
        closer.close();
        closer.close();
        assertEquals(List.of("second", "first"), closed);
    }

    @Test
    void aPartThatFailsKeepsNoOtherOpen() {
        closer.add(() -> closed.add("first"));
        closer.add(() -> {
            throw new IOException("stuck");
        });
        closer.close();
        assertEquals(List.of("first"), closed);
    }

    @Test
    void anErrorOfOnePartKeepsNoOtherOpenEither() {
        closer.add(() -> closed.add("first"));
        closer.add(() -> {
            throw new AssertionError("a part of the user's own");
        });
        closer.close();
        assertEquals(List.of("first"), closed);
    }

    @Test
    void whatComesAfterTheCloseIsClosedAtOnce() {
        closer.close();
        closer.add(() -> closed.add("late"));
        assertEquals(List.of("late"), closed);
    }
}
