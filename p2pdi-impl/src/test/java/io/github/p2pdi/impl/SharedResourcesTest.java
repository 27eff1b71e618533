package io.github.p2pdi.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.impl.runtime.EventQueue;
import io.github.p2pdi.impl.runtime.Threads;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What happens where the system gives no thread for a moment. */
class SharedResourcesTest {
    private final AtomicInteger failures = new AtomicInteger();
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    private SharedResources resources() {
        ThreadFactory real = Threads.platform("tested");
        return new SharedResources(
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    return real.newThread(task);
                }));
    }

    @Test
    void aThreadThatCannotBeHadIsARejection() throws Exception {
        try (SharedResources resources = resources()) {
            failures.set(1);
            RejectedExecutionException e =
                    assertThrows(RejectedExecutionException.class, () -> resources.execute(() -> done.add("lost")));
            assertEquals("no thread can be had: unable to create native thread", e.getMessage());
            resources.execute(() -> done.add("run"));
            assertEquals("run", done.take());
        }
        assertEquals(List.of(), List.copyOf(done));
    }

    @Test
    void listenersAreToldAllTheSame() throws Exception {
        try (SharedResources resources = resources()) {
            failures.set(1);
            EventQueue events = new EventQueue(resources::execute);
            events.add(() -> done.add("first"));
            events.add(() -> done.add("second"));
            assertEquals("first", done.take());
            assertEquals("second", done.take());
        }
    }

    @Test
    void theBackgroundGoesOnAsWell() throws Exception {
        try (SharedResources resources = resources()) {
            failures.set(40);
            for (int i = 0; i < 40; i++) {
                assertThrows(
                        RejectedExecutionException.class,
                        () -> resources.background().execute(() -> done.add("lost")));
            }
            resources.background().execute(() -> done.add("run"));
            assertEquals("run", done.take());
        }
    }
}
