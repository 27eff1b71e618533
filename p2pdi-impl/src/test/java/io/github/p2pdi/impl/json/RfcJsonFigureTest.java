package io.github.p2pdi.impl.json;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.impl.figure.Figure;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The answer to an rfcquery of 10,000 records, written and read again. */
@Tag("figure")
class RfcJsonFigureTest {
    private static final int RECORDS = 10_000;
    private static final int ROUNDS = 60;
    private static final double LEAST = 100;

    private final Random random = new Random(1);

    private interface Step {
        int bytes() throws IOException;
    }

    @Test
    @Timeout(300)
    void tenThousandRecords() throws IOException {
        List<Rfc> records = records();
        List<RfcEntry> entries = records.stream()
                .map(rfc -> RfcEntry.of(rfc, OptionalLong.of(7_000)))
                .toList();
        byte[] plain = bytes(RfcJson.plainList(records));
        byte[] detailed = bytes(RfcJson.detailed(entries));
        assertEquals(entries, RfcJson.readList(new ByteArrayInputStream(detailed), RECORDS));
        double writesPlain = speed(() -> RfcJson.plainList(records).remaining());
        double writesDetailed = speed(() -> RfcJson.detailed(entries).remaining());
        double readsPlain = speed(() -> read(plain));
        double readsDetailed = speed(() -> read(detailed));
        assertAll(
                Figure.atLeast("rfcquery of 10,000 records, base dialect, written", writesPlain, LEAST, "MB/s")::show,
                Figure.atLeast("rfcquery of 10,000 records, with all fields, written", writesDetailed, LEAST, "MB/s")
                        ::show,
                Figure.atLeast("rfcquery of 10,000 records, base dialect, read", readsPlain, LEAST, "MB/s")::show,
                Figure.atLeast("rfcquery of 10,000 records, with all fields, read", readsDetailed, LEAST, "MB/s")
                        ::show);
    }

    /** The median, once the code is warm. */
    private static double speed(Step step) throws IOException {
        double[] speeds = new double[ROUNDS];
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            int bytes = step.bytes();
            double speed = bytes * 1e3 / (System.nanoTime() - begun);
            speeds[Math.max(0, round)] = speed;
        }
        Arrays.sort(speeds);
        return speeds[ROUNDS / 2];
    }

    private static int read(byte[] json) throws IOException {
        assertEquals(
                RECORDS,
                RfcJson.readList(new ByteArrayInputStream(json), RECORDS).size());
        return json.length;
    }

    private static byte[] bytes(ByteBuffer written) {
        byte[] bytes = new byte[written.remaining()];
        written.get(bytes);
        return bytes;
    }

    private List<Rfc> records() {
        PeerAddress holder = PeerAddress.of("alice.example.org", 65_001);
        List<Rfc> records = new ArrayList<>(RECORDS);
        for (int number = 0; number < RECORDS; number++) {
            byte[] sha256 = new byte[32];
            random.nextBytes(sha256);
            records.add(new Rfc(
                    number,
                    "Protocol " + random.nextInt(100_000) + " for transfer of documents between hosts on the network",
                    holder,
                    "rfc" + number + ".txt",
                    OptionalLong.of(random.nextInt(1_000_000)),
                    Optional.of(Digest.of(sha256))));
        }
        return records;
    }
}
