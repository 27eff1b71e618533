package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.Registries.HOME;
import static io.github.p2pdi.impl.registration.Registries.granted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import io.github.p2pdi.impl.json.PeerJson;
import io.github.p2pdi.impl.runtime.Superseded;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.wire.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedListTest {
    private static final PeerAddress NOBODY = PeerAddress.of("nobody", 1);

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final PeerRegistry registry = Registries.open(clock, new Random(4)::nextLong, 10_000);
    private final AtomicInteger encodings = new AtomicInteger();
    private final Superseded superseded = new Superseded(1 << 20);
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<Object> got = new ArrayList<>();
    private List<Peer> encoded = List.of();
    private Duration cost = Duration.ZERO;
    private Runnable duringEncoding = () -> {};
    private boolean noThreads;
    private boolean noMemory;
    private final SharedList list =
            new SharedList(registry, new ListMeans(clock, new Random(5), this::work, superseded), peers -> {
                encodings.incrementAndGet();
                encoded = peers;
                clock.advance(cost);
                Runnable once = duringEncoding;
                duringEncoding = () -> {};
                once.run();
                return PeerJson.encode(peers);
            });

    private void work(Runnable task) {
        if (noThreads) {
            throw new RejectedExecutionException();
        }
        if (noMemory) {
            noMemory = false;
            throw new OutOfMemoryError("as meant by the test");
        }
        tasks.add(task);
    }

    private Cookie join(int i, Duration lease) {
        return granted(registry.register(Registries.withLease(PeerAddress.of("h" + i, 1 + i), HOME, lease)))
                .cookie();
    }

    private void joinMany() {
        for (int i = 0; i < 3000; i++) {
            join(i, Duration.ofHours(1));
        }
    }

    private void ask() {
        ask(list);
    }

    private void ask(SharedList which) {
        which.ask(new SharedList.Asker() {
            @Override
            public void list(EncodedList each) {
                got.add(each);
            }

            @Override
            public void busy() {
                got.add("busy");
            }
        });
    }

    /** What is given at once. */
    private EncodedList now() {
        got.clear();
        ask();
        assertEquals(1, got.size());
        return (EncodedList) got.get(0);
    }

    /** What is given once the work is done. */
    private EncodedList later() {
        got.clear();
        ask();
        assertEquals(List.of(), got);
        runTasks();
        assertEquals(1, got.size());
        return (EncodedList) got.get(0);
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void oneEncodingServesAllWhoAskWithinASecond() {
        join(1, Duration.ofSeconds(60));
        EncodedList first = now();
        assertSame(first, now());
        clock.advance(Duration.ofMillis(999));
        assertSame(first, now());
        clock.advance(Duration.ofMillis(1));
        assertNotSame(first, now());
        assertEquals(first.version(), now().version());
        assertEquals(2, encodings.get());
    }

    @Test
    void whoComesGoesOrEndsMakesAnotherAtOnce() {
        Cookie leaving = join(1, Duration.ofSeconds(60));
        EncodedList first = now();
        join(2, Duration.ofSeconds(30));
        EncodedList second = now();
        assertNotSame(first, second);
        registry.leave(leaving);
        EncodedList third = now();
        assertNotSame(second, third);
        clock.advance(Duration.ofSeconds(30));
        assertEquals(registry.version(), now().version());
        assertNotSame(third, now());
    }

    @Test
    void outdatedListIsMadeAnewThoughItsVersionIsTheSame() {
        join(1, Duration.ofSeconds(60));
        EncodedList first = now();
        list.outdated();
        assertNotSame(first, now());
        assertEquals(first.version(), now().version());
    }

    @Test
    void aLongListIsEncodedOnceForAllWhoWait() {
        joinMany();
        ask();
        ask();
        ask();
        assertEquals(List.of(), got);
        assertEquals(1, tasks.size());
        runTasks();
        assertEquals(3, got.size());
        assertSame(got.get(0), got.get(2));
        assertSame(got.get(0), now());
        assertEquals(1, encodings.get());
    }

    @Test
    void whoAsksWhileItIsEncodedGetsNoneThatIsOlderThanTheQuestion() {
        joinMany();
        duringEncoding = () -> {
            join(5000, Duration.ofHours(1));
            ask();
        };
        ask();
        runTasks();
        assertEquals(2, got.size());
        assertEquals(3000, ((EncodedList) got.get(0)).peers().size());
        assertEquals(3001, ((EncodedList) got.get(1)).peers().size());
    }

    @Test
    void oneWhoseAnswerFailsIsToldSoAndKeepsNobodyFromHis() {
        joinMany();
        list.ask(new SharedList.Asker() {
            @Override
            public void list(EncodedList each) {
                throw new IllegalStateException("as meant by the test");
            }

            @Override
            public void busy() {
                got.add("busy");
                throw new IllegalStateException("as meant by the test, too");
            }
        });
        ask();
        ask();
        runTasks();
        assertEquals(3, got.size());
        assertEquals("busy", got.get(0));
        assertSame(got.get(1), got.get(2));
    }

    @Test
    void aLongListThatTakesLongToEncodeIsEncodedLessOften() {
        joinMany();
        cost = Duration.ofMillis(200);
        EncodedList first = later();
        clock.advance(Duration.ofMillis(3799));
        assertSame(first, now());
        clock.advance(Duration.ofMillis(1));
        EncodedList second = later();
        assertNotSame(first, second);
        list.outdated();
        assertSame(second, now(), "counts in it may be as old as times");
    }

    @Test
    void aLongListIsInRandomOrder() {
        joinMany();
        List<Peer> inOrder = registry.listed().peers();
        later();
        assertNotEquals(inOrder, encoded);
        assertEquals(Set.copyOf(inOrder), Set.copyOf(encoded));
    }

    @Test
    void withoutAThreadOrARegistryThoseWhoWaitAreToldSo() {
        joinMany();
        noThreads = true;
        ask();
        assertEquals(List.of("busy"), got);
        noThreads = false;
        ask();
        registry.close();
        assertThrows(IllegalStateException.class, this::runTasks);
        assertEquals(List.of("busy", "busy"), got);
    }

    @Test
    void withoutTheMemoryToBeginThoseWhoWaitAreToldSoAndTheNextIsServed() {
        joinMany();
        noMemory = true;
        ask();
        assertEquals(List.of("busy"), got);
        EncodedList first = later();
        join(5000, Duration.ofHours(1));
        duringEncoding = () -> {
            join(5001, Duration.ofHours(1));
            ask();
            noMemory = true;
        };
        got.clear();
        ask();
        runTasks();
        assertEquals(2, got.size());
        assertTrue(got.contains("busy"));
        assertFalse(got.contains(first));
        assertEquals(3002, later().peers().size());
    }

    @Test
    void aRegistryThatFailsOnceIsAskedAgain() {
        AtomicBoolean fails = new AtomicBoolean();
        PeerRegistry failing = mock(PeerRegistry.class, delegatesTo(registry));
        doAnswer(any -> {
                    if (fails.get()) {
                        throw new IllegalStateException("the store is down, as meant by the test");
                    }
                    return registry.version();
                })
                .when(failing)
                .version();
        SharedList of =
                new SharedList(failing, new ListMeans(clock, new Random(5), this::work, superseded), PeerJson::encode);
        joinMany();
        ask(of);
        runTasks();
        join(5000, Duration.ofHours(1));
        got.clear();
        ask(of);
        fails.set(true);
        assertThrows(IllegalStateException.class, this::runTasks);
        assertEquals(List.of("busy"), got);
        fails.set(false);
        ask(of);
        runTasks();
        assertEquals(3001, ((EncodedList) got.get(1)).peers().size());
    }

    /** As without the memory to remember what is still being read. */
    @Test
    void whatFailsWhenAnOldListMakesRoomKeepsNobodyFromHisAnswer() {
        Superseded failing = mock(Superseded.class);
        doThrow(new OutOfMemoryError("as meant by the test"))
                .doNothing()
                .when(failing)
                .add(any(), anyLong(), anyLong());
        SharedList of = new SharedList(registry, new ListMeans(clock, new Random(5), this::work, failing), peers -> {
            duringEncoding.run();
            return PeerJson.encode(peers);
        });
        joinMany();
        ask(of);
        runTasks();
        got.clear();
        join(5000, Duration.ofHours(1));
        duringEncoding = () -> {
            duringEncoding = () -> {};
            join(5001, Duration.ofHours(1));
            ask(of);
        };
        ask(of);
        assertThrows(OutOfMemoryError.class, this::runTasks);
        assertEquals(1, got.size());
        runTasks();
        assertEquals(
                List.of(3001, 3002),
                got.stream().map(each -> ((EncodedList) each).peers().size()).toList());
    }

    @Test
    void slowReadersOfOldListsLoseThemWhenTheMemoryIsNeeded() throws IOException {
        joinMany();
        List<Body.Slice> slow = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            EncodedList each = later();
            slow.add((Body.Slice) each.body(each.peers().without(NOBODY)));
            join(4000 + i, Duration.ofHours(1));
        }
        EncodedList newest = later();
        assertTrue(newest.peers().bytes() > 1 << 18, "a quarter of the budget");
        ByteBuffer some = ByteBuffer.allocate(100);
        assertThrows(IOException.class, () -> slow.get(0).content().read(some, 0));
        assertEquals(100, slow.get(3).content().read(some, 0));
        assertTrue(superseded.isTight());
        for (Body.Slice each : slow) {
            each.close();
            each.close();
        }
        assertEquals(false, superseded.isTight());
    }

    @Test
    void aLongBodyIsReadAsItsPiecesSay() throws IOException {
        joinMany();
        EncodedList each = later();
        List<ByteBuffer> pieces = each.peers().without(encoded.get(7).address());
        Body.Slice body = (Body.Slice) each.body(pieces);
        ByteBuffer whole = ByteBuffer.allocate((int) body.size());
        for (ByteBuffer piece : pieces) {
            whole.put(piece.duplicate());
        }
        ByteBuffer read = ByteBuffer.allocate((int) body.size());
        while (read.hasRemaining()) {
            ByteBuffer window = read.slice(read.position(), Math.min(997, read.remaining()));
            read.position(read.position() + body.content().read(window, read.position()));
        }
        assertEquals(whole.flip(), read.flip());
        assertEquals(-1, body.content().read(ByteBuffer.allocate(1), body.size()));
        body.close();
    }
}
