package io.github.p2pdi.impl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.NewThread;
import io.github.p2pdi.node.DocumentStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Long> hashed = new ArrayList<>();
    private final AtomicInteger told = new AtomicInteger();

    private Backlog backlog() {
        Backlog backlog = new Backlog(tasks::add, hashed::add, any -> false);
        backlog.onChange(told::incrementAndGet);
        return backlog;
    }

    private void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private static List<Long> numbers(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    @Test
    void whoWantsToBeToldNoMoreIsNotAndOthersAre() {
        Runnable same = told::incrementAndGet;
        Backlog backlog = new Backlog(tasks::add, hashed::add, any -> false);
        DocumentStore.Subscription first = backlog.onChange(same);
        backlog.onChange(same);
        first.close();
        first.close();
        backlog.changed();
        run();
        assertEquals(1, told.get());
    }

    @Test
    void nothingIsDoneWithoutWork() {
        backlog().hash(List.of());
        assertTrue(tasks.isEmpty());
    }

    @Test
    void oneTaskDoesItAllInOrder() {
        Backlog backlog = backlog();
        backlog.hash(List.of(3L, 1L));
        backlog.hash(List.of(2L, 3L));
        assertEquals(1, tasks.size());
        run();
        assertEquals(List.of(3L, 1L, 2L), hashed);
    }

    @Test
    void taskThatHasEndedIsFollowedByAnother() {
        Backlog backlog = backlog();
        backlog.hash(List.of(1L));
        run();
        backlog.hash(List.of(1L));
        run();
        assertEquals(List.of(1L, 1L), hashed);
    }

    @Test
    void digestsAreToldTogetherAndTwiceAsManyEachTime() {
        List<Integer> hashedWhenTold = new ArrayList<>();
        Backlog backlog = new Backlog(tasks::add, hashed::add, any -> false);
        backlog.onChange(() -> hashedWhenTold.add(hashed.size()));
        backlog.hash(numbers(2000));
        run();
        backlog.hash(numbers(300));
        run();
        assertEquals(List.of(256, 768, 1792, 2000, 2256, 2300), hashedWhenTold);
    }

    @Test
    void noDigestNoNews() {
        Backlog backlog = new Backlog(tasks::add, number -> false, any -> false);
        backlog.onChange(told::incrementAndGet);
        backlog.hash(numbers(1000));
        run();
        assertEquals(0, told.get());
    }

    @Test
    void changeIsToldBeforeTheRestIsHashed() {
        List<Integer> hashedWhenTold = new ArrayList<>();
        Backlog backlog = new Backlog(tasks::add, hashed::add, any -> false);
        backlog.onChange(() -> hashedWhenTold.add(hashed.size()));
        backlog.hash(numbers(100));
        backlog.changed();
        backlog.changed();
        run();
        assertEquals(List.of(0, 100), hashedWhenTold);
    }

    @Test
    void listenerThatThrowsHarmsNeitherTheOthersNorTheWork() {
        Backlog backlog = new Backlog(tasks::add, hashed::add, any -> false);
        backlog.onChange(() -> {
            throw new IllegalStateException("thrown by the test's listener");
        });
        backlog.onChange(told::incrementAndGet);
        backlog.changed();
        backlog.hash(List.of(1L));
        run();
        assertEquals(List.of(1L), hashed);
        assertEquals(2, told.get());
    }

    @Test
    void hashThatThrowsIsNotTheEnd() {
        Backlog backlog = new Backlog(
                tasks::add,
                number -> {
                    hashed.add(number);
                    throw new IllegalStateException("thrown by the test");
                },
                any -> false);
        backlog.hash(List.of(1L, 2L));
        run();
        assertEquals(List.of(1L, 2L), hashed);
    }

    @Test
    void listenerMayAddWork() {
        Backlog backlog = new Backlog(Runnable::run, hashed::add, any -> false);
        backlog.onChange(() -> {
            if (hashed.size() == 1) {
                backlog.hash(List.of(2L));
            }
        });
        backlog.hash(List.of(1L));
        assertEquals(List.of(1L, 2L), hashed);
    }

    @Test
    void executorThatTakesNothingEndsTheWorkQuietly() {
        Backlog backlog = new Backlog(
                task -> {
                    throw new RejectedExecutionException("shut down by the test");
                },
                hashed::add,
                any -> false);
        backlog.hash(List.of(1L));
        backlog.changed();
        assertEquals(List.of(), hashed);
    }

    @Test
    void whatThereIsNoThreadForWaitsForWhoComesNext() {
        AtomicBoolean poor = new AtomicBoolean(true);
        Backlog backlog = new Backlog(
                task -> {
                    if (poor.get()) {
                        throw new RejectedExecutionException("refused by the test");
                    }
                    task.run();
                },
                hashed::add,
                any -> false);
        backlog.onChange(told::incrementAndGet);
        backlog.hash(List.of(1L));
        backlog.changed();
        poor.set(false);
        backlog.goOn();
        assertEquals(List.of(1L), hashed);
        assertEquals(2, told.get());
    }

    @Test
    void nothingBeginsAfterClose() {
        Backlog backlog = backlog();
        backlog.hash(List.of(1L));
        backlog.changed();
        backlog.close();
        run();
        backlog.hash(List.of(2L));
        backlog.changed();
        assertTrue(tasks.isEmpty());
        assertEquals(List.of(), hashed);
        assertEquals(0, told.get());
    }

    @Test
    void closeWhileHashingLeavesTheRest() {
        Backlog[] backlog = new Backlog[1];
        backlog[0] = new Backlog(
                tasks::add,
                number -> {
                    hashed.add(number);
                    backlog[0].close();
                    return true;
                },
                any -> false);
        backlog[0].onChange(told::incrementAndGet);
        backlog[0].hash(List.of(1L, 2L));
        run();
        assertEquals(List.of(1L), hashed);
        assertEquals(0, told.get());
    }

    @Test
    void aChangeIsToldWhileADocumentIsHashed() {
        AtomicReference<Backlog> backlog = new AtomicReference<>();
        backlog.set(new Backlog(
                Runnable::run,
                number -> {
                    backlog.get().changed();
                    return hashed.add((long) told.get());
                },
                any -> false));
        backlog.get().onChange(told::incrementAndGet);
        backlog.get().hash(List.of(1L));
        assertEquals(List.of(1L), hashed);
        assertEquals(2, told.get());
    }

    @Test
    void aHashThatLastsKeepsNobodyFromBeingTold() throws Exception {
        CountDownLatch hashing = new CountDownLatch(1);
        CountDownLatch heard = new CountDownLatch(1);
        CompletableFuture<Boolean> found = new CompletableFuture<>();
        Backlog backlog = new Backlog(
                new NewThread(),
                number -> {
                    hashing.countDown();
                    return found.join();
                },
                any -> false);
        backlog.onChange(heard::countDown);
        backlog.hash(List.of(1L));
        assertTrue(hashing.await(30, TimeUnit.SECONDS));
        backlog.changed();
        assertTrue(heard.await(30, TimeUnit.SECONDS));
        backlog.close();
        found.complete(false);
    }

    @Test
    void aListenerThatIsToldOfAChangeIsNotToldOfTheNextMeanwhile() {
        AtomicReference<Backlog> backlog = new AtomicReference<>();
        AtomicInteger atOnce = new AtomicInteger();
        backlog.set(new Backlog(
                Runnable::run,
                number -> {
                    backlog.get().changed();
                    return false;
                },
                any -> false));
        backlog.get().onChange(() -> {
            assertEquals(1, atOnce.incrementAndGet());
            if (told.incrementAndGet() < 3) {
                backlog.get().changed();
            }
            atOnce.decrementAndGet();
        });
        backlog.get().hash(List.of(1L));
        assertEquals(3, told.get());
        assertEquals(0, atOnce.get());
    }

    @Test
    void whatWasFoundIsToldBeforeALargeDocumentIsHashed() {
        List<Integer> hashedWhenTold = new ArrayList<>();
        Backlog backlog = new Backlog(tasks::add, hashed::add, number -> number >= 100);
        backlog.onChange(() -> hashedWhenTold.add(hashed.size()));
        backlog.hash(List.of(100L, 1L, 2L, 101L));
        run();
        assertEquals(List.of(3, 4), hashedWhenTold);
    }
}
