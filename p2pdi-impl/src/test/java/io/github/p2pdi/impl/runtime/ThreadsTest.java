package io.github.p2pdi.impl.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    @Test
    void whatBlocksRunsOnNamedDaemonsVirtualWhereTheyAreGood() throws Exception {
        ExecutorService executor = Threads.blocking("tested");
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        executor.execute(() -> ran.complete(Thread.currentThread()));
        Thread thread = ran.get(10, TimeUnit.SECONDS);
        assertTrue(thread.getName().startsWith("p2pdi-tested-"), thread.getName());
        assertTrue(thread.isDaemon());
        boolean isVirtual = thread.toString().startsWith("VirtualThread");
        assertEquals(Runtime.version().feature() >= 24, isVirtual, thread.toString());
        Threads.close(executor);
        assertThrows(RejectedExecutionException.class, () -> executor.execute(() -> {}));
    }
}
