package io.github.p2pdi.impl.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventLoopsTest {
    private final List<Thread> made = new ArrayList<>();

    private Thread makeOne(Runnable loop) {
        if (!made.isEmpty()) {
            throw new OutOfMemoryError("as the test has it");
        }
        Thread thread = new Thread(loop);
        thread.setDaemon(true);
        made.add(thread);
        return thread;
    }

    @Test
    void whereNotAllCanBeStartedNoneIsLeft() throws Exception {
        UncheckedIOException failure = assertThrows(UncheckedIOException.class, () -> new EventLoops(3, this::makeOne));
        assertEquals("no event loop can be started: as the test has it", failure.getMessage());
        made.get(0).join(TimeUnit.SECONDS.toMillis(10));
        assertFalse(made.get(0).isAlive());
    }
}
