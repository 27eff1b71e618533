package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.index.Learned;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.wire.Body;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a list of records is held in memory, and what is made as it is taken. */
class RecordBodiesTest {
    private static final PeerAddress BOB = PeerAddress.of("bob", 4002);

    /** A stranger chooses how long titles are, and escaped they take six bytes a character; held, they would cost as much memory again for each who reads slowly. */
    @ParameterizedTest
    @CsvSource({"20000, 10, true", "70000, 10, false", "1000, 1024, true", "1400, 1024, false"})
    void moreThanAPageIsNotHeldForAll(int count, int titleLength, boolean isHeld) {
        PiecedBody.Built all = RecordBodies.shared(records(count, titleLength));
        assertEquals(isHeld, all.isHeld(), all.size() + " bytes");
        assertEquals(isHeld, all.body() instanceof Body.Bytes);
    }

    @ParameterizedTest
    @CsvSource({"1000, 10, true", "2500, 10, false", "40, 1024, true", "50, 1024, false"})
    void lessIsHeldForOneAlone(int count, int titleLength, boolean isHeld) {
        List<Learned> records = records(count, titleLength);
        RecordBodies.Page page = RecordBodies.page(records);
        assertEquals(count, page.records());
        for (Body body : List.of(
                RecordBodies.list(records),
                page.body(),
                RecordBodies.full("tag", records),
                RecordBodies.changes("tag", records, List.of()))) {
            assertEquals(isHeld, body instanceof Body.Bytes, body.size() + " bytes");
        }
    }

    @ParameterizedTest
    @CsvSource({"4000, true", "6000, false"})
    void soAreKeys(int count, boolean isHeld) {
        List<Rfc.Key> keys = Collections.nCopies(count, new Rfc.Key(7, BOB));
        Body body = RecordBodies.changes("tag", List.of(), keys);
        assertEquals(isHeld, body instanceof Body.Bytes, body.size() + " bytes");
    }

    @ParameterizedTest
    @CsvSource({"60000, 10", "3000, 1024"})
    void aPageEndsBehindEightMebibytes(int count, int titleLength) {
        RecordBodies.Page page = RecordBodies.page(records(count, titleLength));
        assertTrue(page.records() < count, page.records() + " records");
        assertTrue(
                page.body().size() >= 8 << 20 && page.body().size() < 9 << 20,
                page.body().size() + " bytes");
    }

    private static List<Learned> records(int count, int titleLength) {
        Rfc rfc = new Rfc(7, "\u2028".repeat(titleLength), BOB, "f", OptionalLong.empty(), Optional.empty());
        return Collections.nCopies(count, new Learned(rfc, Optional.empty()));
    }
}
