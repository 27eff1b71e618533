package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queues of records, which are made by hand to be cheap, against lists. */
class RecordQueueTest {
    private static final int QUEUES = 4;

    private final Rings rings = new Rings();
    private final List<RecordQueue> queues = new ArrayList<>();
    private final List<List<PeerRecord>> model = new ArrayList<>();
    private final List<PeerRecord> records = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void goOutInTheOrderInWhichTheyCame(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < QUEUES; i++) {
            queues.add(new RecordQueue(rings));
            model.add(new ArrayList<>());
        }
        for (int step = 0; step < 50_000; step++) {
            int queue = random.nextInt(QUEUES);
            switch (random.nextInt(8)) {
                case 0, 1 -> begin(step);
                case 2 -> forget(random);
                case 3 -> removeFirst(queue);
                case 4 -> reopen(queue);
                default -> move(random, queue);
            }
            assertFirsts();
        }
        for (int queue = 0; queue < QUEUES; queue++) {
            while (!model.get(queue).isEmpty()) {
                assertSame(model.get(queue).get(0), queues.get(queue).first());
                removeFirst(queue);
            }
            assertNull(queues.get(queue).first());
        }
    }

    /** Places are used again: so many records are there at once, and no more places. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 17, 1000})
    void takesNoMorePlacesThanThereAreRecords(int count) {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < count; i++) {
                begin(i);
                assertEquals(records.get(i), rings.record(records.get(i).place()), "round " + round + ", record " + i);
            }
            int highest = records.stream().mapToInt(PeerRecord::place).max().orElse(-1);
            assertEquals(count - 1, highest);
            records.forEach(record -> rings.free(record.place()));
            records.clear();
        }
    }

    private void begin(int number) {
        PeerRecord record = new PeerRecord(PeerAddress.of("h" + number, 1), new Cookie(number + 1L));
        record.place(rings.take(record));
        records.add(record);
    }

    private void move(Random random, int queue) {
        if (!records.isEmpty()) {
            PeerRecord record = records.get(random.nextInt(records.size()));
            model.forEach(list -> list.remove(record));
            model.get(queue).add(record);
            queues.get(queue).add(record);
        }
    }

    private void forget(Random random) {
        if (!records.isEmpty()) {
            PeerRecord record = records.remove(random.nextInt(records.size()));
            model.forEach(list -> list.remove(record));
            rings.free(record.place());
        }
    }

    private void removeFirst(int queue) {
        if (!model.get(queue).isEmpty()) {
            rings.takeOut(model.get(queue).remove(0).place());
        }
    }

    private void reopen(int queue) {
        if (model.get(queue).isEmpty()) {
            queues.get(queue).close();
            queues.set(queue, new RecordQueue(rings));
        }
    }

    private void assertFirsts() {
        for (int queue = 0; queue < QUEUES; queue++) {
            PeerRecord first =
                    model.get(queue).isEmpty() ? null : model.get(queue).get(0);
            assertSame(first, queues.get(queue).first());
        }
    }
}
