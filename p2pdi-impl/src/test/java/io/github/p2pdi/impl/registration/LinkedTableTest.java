package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of records, which are made by hand to be small, against those of the JDK. */
class LinkedTableTest {
    private static PeerRecord record(int i) {
        return new PeerRecord(PeerAddress.of("h" + i / 3, 4000 + i % 3), new Cookie(i * 0x1_0000_0000L + i % 2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsWhatAHashMapFinds(long seed) {
        Random random = new Random(seed);
        RecordTables tables = new RecordTables(new TextHash(seed));
        tables.reserve(random.nextInt(1000));
        Map<PeerAddress, PeerRecord> model = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            PeerRecord probe = record(random.nextInt(2000));
            PeerRecord known = model.get(probe.address());
            assertSame(known, tables.at(probe.address()));
            assertSame(known, tables.with(probe.cookie()));
            if (known == null) {
                model.put(probe.address(), probe);
                tables.add(probe);
            } else if (random.nextBoolean()) {
                model.remove(probe.address());
                tables.remove(known);
            }
            assertEquals(model.size(), tables.size());
        }
        model.values().forEach(each -> assertSame(each, tables.at(each.address())));
    }

    @Test
    void roomMadeBehindTheFirstRecordsLosesNone() {
        RecordTables tables = new RecordTables(new TextHash(1));
        List<PeerRecord> records = IntStream.range(0, 40)
                .mapToObj(LinkedTableTest::record)
                .peek(tables::add)
                .toList();
        tables.reserve(1000);
        records.forEach(each -> assertSame(each, tables.at(each.address())));
        records.forEach(each -> assertSame(each, tables.with(each.cookie())));
    }

    @Test
    void theSchemeIsNoPartOfTheKey() {
        RecordTables tables = new RecordTables(new TextHash(1));
        PeerRecord tls = new PeerRecord(new PeerAddress("tls", "a", 1), new Cookie(1));
        tables.add(tls);
        assertSame(tls, tables.at(PeerAddress.of("a", 1)));
        assertNull(tables.at(PeerAddress.of("a", 2)));
        assertNull(tables.at(PeerAddress.of("b", 1)));
    }

    @Test
    void anExchangedCookieFindsAndTheOldOneDoesNot() {
        RecordTables tables = new RecordTables(new TextHash(1));
        PeerRecord record = record(1);
        Cookie old = record.cookie();
        tables.add(record);
        tables.exchangeCookie(record, new Cookie(99));
        assertNull(tables.with(old));
        assertSame(record, tables.with(new Cookie(99)));
        assertSame(record, tables.at(record.address()));
    }

    @Test
    void removingWhatIsNotThereIsQuiet() {
        RecordTables tables = new RecordTables(new TextHash(1));
        tables.add(record(1));
        tables.remove(record(1));
        tables.remove(record(2));
        assertEquals(1, tables.size());
    }

    /** "Aa" and "BB" have the same {@code String.hashCode()}, and so has whatever is made of them. */
    @Test
    void namesThatCollideInTheJdkDoNotHere() {
        List<String> names = new ArrayList<>(List.of(""));
        for (int i = 0; i < 10; i++) {
            names = names.stream()
                    .flatMap(name -> List.of(name + "Aa", name + "BB").stream())
                    .toList();
        }
        assertEquals(1, names.stream().map(String::hashCode).distinct().count());
        TextHash hash = new TextHash(0x1234_5678_9abc_def0L);
        assertEquals(names.size(), names.stream().map(hash::of).distinct().count());
        assertNotEquals(new TextHash(2).of("host"), hash.of("host"));
    }

    @Test
    void namesThatDifferInOneCharacterDoNotCollide() {
        TextHash hash = new TextHash(0x1234_5678_9abc_def0L);
        assertEquals(1000, different(1000, hash, i -> "host" + (char) (0x4e00 + i)));
        assertEquals(1000, different(1000, hash, i -> (char) (0x4e00 + i) + "host"));
        assertEquals(1000, different(1000, hash, i -> "ho" + (char) (0x4e00 + i) + "st"));
    }

    /** Every odd number x makes this product a multiple of 2^64, so names that differ by multiples of its coefficients are all the same to a polynomial over longs. */
    @Test
    void namesThatCollideForEveryBaseModuloAPowerOfTwoDoNotHere() {
        int[] product = {1};
        for (int degree : new int[] {2, 2, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32}) {
            product = timesPowerLessOne(product, degree);
        }
        int[] coefficients = product;
        TextHash hash = new TextHash(0x1234_5678_9abc_def0L);
        assertEquals(200, different(200, hash, i -> {
            StringBuilder name = new StringBuilder();
            for (int coefficient : coefficients) {
                name.append((char) (0x8000 + i * coefficient));
            }
            return name.toString();
        }));
    }

    /** Multiplies by x^degree - 1. */
    private static int[] timesPowerLessOne(int[] polynomial, int degree) {
        int[] product = new int[polynomial.length + degree];
        for (int i = 0; i < polynomial.length; i++) {
            product[i] += polynomial[i];
            product[i + degree] -= polynomial[i];
        }
        return product;
    }

    private static long different(int names, TextHash hash, IntFunction<String> name) {
        return IntStream.range(0, names).mapToObj(name).map(hash::of).distinct().count();
    }
}
