package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs test classes that leave things behind, and looks at how they fail. */
@Isolated("the checked classes run inside it")
class LeakCheckTest {
    @Test
    void whatCleansUpPasses() {
        assertEquals(List.of(), failuresOf(Tidy.class));
    }

    /** From 21 on; before, it is the same as a platform thread. */
    @Test
    void whatTheJdkOpensForVirtualThreadsIsNotCounted() {
        assertEquals(List.of(), failuresOf(WaitsOnVirtualThread.class));
    }

    @Test
    void aThreadLeftRunningIsNamedWithItsStack() {
        String failure = onlyFailureOf(LeavesThread.class);

        assertTrue(failure.contains("thread p2pdi-stray-1"), failure);
        assertTrue(failure.contains("CountDownLatch.await("), failure);
    }

    @Test
    void aThreadThatWasThereBeforeIsNotCounted() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Thread before = new Thread(() -> Kept.await(end), "p2pdi-before");
        before.start();
        try {
            assertEquals(List.of(), failuresOf(Tidy.class));
        } finally {
            end.countDown();
            before.join();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSocketLeftOpenIsNamed() {
        String failure = onlyFailureOf(LeavesSocket.class);
        assertTrue(failure.contains("open socket:["), failure);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileLeftOpenIsNamed() {
        String failure = onlyFailureOf(LeavesFile.class);
        assertTrue(failure.contains("open /") && failure.contains("left-open.txt"), failure);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aSelectorLeftOpenIsNamed() {
        String failure = onlyFailureOf(LeavesSelector.class);
        assertTrue(failure.contains("open anon_inode:[eventpoll]"), failure);
    }

    @Test
    void classesThatAreSaidToLeaveNothingAreCheckedAndAlone() {
        assertTrue(NoLeaks.class.isAnnotationPresent(Isolated.class));
        assertEquals(
                List.of(LeakCheck.class),
                List.of(NoLeaks.class.getAnnotation(ExtendWith.class).value()));
    }

    private static String onlyFailureOf(Class<?> tests) {
        List<String> failures = failuresOf(tests);
        assertEquals(1, failures.size(), failures::toString);
        return failures.get(0);
    }

    private static List<String> failuresOf(Class<?> tests) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(tests))
                                .build(),
                        listener);
        assertTrue(listener.getSummary().getTestsStartedCount() > 0, "no tests in " + tests);
        return listener.getSummary().getFailures().stream()
                .map(failure -> failure.getException().getMessage())
                .collect(Collectors.toList());
    }

    /** What a leaking test opens; closed behind the whole class, so that nothing of it outlives this test. */
    abstract static class Kept {
        private static final List<Closeable> OPEN = new ArrayList<>();

        @AfterAll
        static void closeAll() throws IOException {
            for (Closeable each : OPEN) {
                each.close();
            }
            OPEN.clear();
        }

        static <T extends Closeable> void keep(T open) {
            OPEN.add(open);
        }

        static void keepThread() {
            CountDownLatch end = new CountDownLatch(1);
            new Thread(() -> await(end), "p2pdi-stray-1").start();
            keep(end::countDown);
        }

        static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }

    abstract static class Impatient extends Kept {
        @RegisterExtension
        static final LeakCheck CHECK = new LeakCheck(Duration.ofMillis(100));
    }

    @ExtendWith(LeakCheck.class)
    static class Tidy extends Kept {
        @BeforeAll
        static void openForAll() throws IOException {
            keep(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }

        private final CountDownLatch end = new CountDownLatch(1);

        @Test
        void closesAllAndEndsItsThreadsALittleLater(@TempDir Path folder) throws IOException {
            new Thread(() -> await(end), "p2pdi-slow-to-end").start();
            try (Closeable socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    Closeable file = Files.newOutputStream(folder.resolve("closed.txt"));
                    Closeable selector = Selector.open()) {
                CountDownLatch notOurs = new CountDownLatch(1);
                keep(notOurs::countDown);
                new Thread(() -> await(notOurs), "not-ours").start();
            }
        }

        @AfterEach
        void end() {
            end.countDown();
        }
    }

    static class WaitsOnVirtualThread extends Impatient {
        @Test
        void waits() throws Exception {
            Thread thread = startThread(() -> {
                try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                    server.setSoTimeout(20);
                    assertThrows(SocketTimeoutException.class, server::accept);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
            thread.join();
        }

        private static Thread startThread(Runnable work) throws Exception {
            try {
                return (Thread) Thread.class
                        .getMethod("startVirtualThread", Runnable.class)
                        .invoke(null, work);
            } catch (NoSuchMethodException olderJdk) {
                Thread thread = new Thread(work);
                thread.start();
                return thread;
            }
        }
    }

    static class LeavesThread extends Impatient {
        @Test
        void leaves() {
            keepThread();
        }
    }

    static class LeavesSocket extends Impatient {
        @Test
        void leaves() throws IOException {
            keep(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
    }

    static class LeavesFile extends Impatient {
        @Test
        void leaves(@TempDir Path folder) throws IOException {
            keep(Files.newOutputStream(folder.resolve("left-open.txt")));
        }
    }

    static class LeavesSelector extends Impatient {
        @Test
        void leaves() throws IOException {
            keep(Selector.open());
        }
    }
}
