package io.github.p2pdi.impl.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the threads of this library: daemons, named {@code p2pdi-<role>-<n>}. */
public final class Threads {
    /** From 24 on a virtual thread that blocks inside {@code synchronized} no longer holds its carrier. */
    private static final int GOOD_VIRTUAL_THREADS = 24;

    private Threads() {}

    /** Names platform threads by role and number. */
    public static ThreadFactory platform(String role) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "p2pdi-" + role + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** An executor for what blocks: a thread each, virtual where the JDK has good ones. */
    public static ExecutorService blocking(String role) {
        if (Runtime.version().feature() >= GOOD_VIRTUAL_THREADS) {
            return virtual(role);
        }
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), platform(role));
    }

    /** The classes are built for 17, so what came later is found by method handle. */
    private static ExecutorService virtual(String role) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builderType = Class.forName("java.lang.Thread$Builder");
            Class<?> virtualType = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object builder = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(virtualType))
                    .invoke();
            MethodHandle name = lookup.findVirtual(
                    builderType, "name", MethodType.methodType(builderType, String.class, long.class));
            Object named = name.invoke(builder, "p2pdi-" + role + "-", 1L);
            MethodHandle factory =
                    lookup.findVirtual(builderType, "factory", MethodType.methodType(ThreadFactory.class));
            MethodHandle perTask = lookup.findStatic(
                    Executors.class,
                    "newThreadPerTaskExecutor",
                    MethodType.methodType(ExecutorService.class, ThreadFactory.class));
            return (ExecutorService) perTask.invoke((ThreadFactory) factory.invoke(named));
        } catch (Throwable e) {
            throw new IllegalStateException("this JDK has virtual threads, but not as expected", e);
        }
    }

    /** Ends an executor: nothing new, interrupts nobody (that would close shared files), and waits a while for what runs. */
    public static void close(ExecutorService executor) {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(3, TimeUnit.SECONDS)) {
                executor.shutdownNow();
                executor.awaitTermination(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
