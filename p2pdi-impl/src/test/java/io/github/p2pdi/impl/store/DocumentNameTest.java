package io.github.p2pdi.impl.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentNameTest {
    @ParameterizedTest
    @CsvSource({
        "rfc7.txt, 7",
        "RFC7.TXT, 7",
        "Rfc0.md, 0",
        "rfc007.txt, 7",
        "rfc2616.pdf, 2616",
        "rfc9223372036854775807.txt, 9223372036854775807",
        "rfc9223372036854775808.txt, 9223372036854775808",
        "rfc0000000000000000000000000000012.txt, 12"
    })
    void nameSaysTheNumber(String name, BigInteger number) {
        assertEquals(Optional.of(number), DocumentName.digits(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rfc7",
                "rfc7.",
                "rfc.txt",
                "rfc-7.txt",
                "rfc 7.txt",
                "rfc7a.txt",
                "xrfc7.txt",
                "7.txt",
                "rfc7.txt.part",
                "rfc7.part",
                "rfc7.PART",
                "rfc7.tmp",
                "rfc7.state",
                "rfc7.State",
                "rfc7.lock",
                "rfc7.txt~",
                "rfc7.txt.gz",
                ".rfc7.txt",
                "rfc\u0667.txt",
                "rfc+7.txt",
                "rfc0x7.txt",
                "rfc7.txt\n",
                "rfc1e3.txt",
                ""
            })
    void otherNamesAreNoDocuments(String name) {
        assertEquals(Optional.empty(), DocumentName.digits(name));
    }

    @Test
    void absurdNumbersOfDigitsAreNoNames() {
        assertEquals(Optional.empty(), DocumentName.digits("rfc" + "1".repeat(201) + ".txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rfc7.txt", "readme.txt", "rfc7.txt.part", "notes\n.txt", "rfc8.h\u00e9"})
    void otherNamesAreNotOdd(String name) {
        assertEquals(Optional.empty(), DocumentName.oddity(name));
    }

    @Test
    void numbersAreLongs() {
        assertEquals(Optional.empty(), DocumentName.oddity("rfc9223372036854775807.txt"));
        assertEquals(
                Optional.of("the largest number a document can have is 9223372036854775807"),
                DocumentName.oddity("rfc9223372036854775808.txt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rfc7.t\nt", "rfc7.tx\u001b[1m", "RFC7.\u202etxt", "rfc7.\ufffdtxt"})
    void namesThatCannotBeShownAreOdd(String name) {
        assertEquals(Optional.of("its name has characters that cannot be shown"), DocumentName.oddity(name));
    }

    @Test
    void textIsPreferredThenTheOrderOfNames() {
        List<String> sorted = Stream.of("rfc7.pdf", "rfc7.txt", "rfc007.txt", "rfc7.TXT", "rfc7.html")
                .map(Path::of)
                .sorted(DocumentName.PREFERENCE)
                .map(Path::toString)
                .toList();
        assertEquals(List.of("rfc007.txt", "rfc7.TXT", "rfc7.txt", "rfc7.html", "rfc7.pdf"), sorted);
    }

    @Test
    void shownPathsCannotUpsetALog() {
        assertEquals("a?b?[31m", DocumentName.shown(Path.of("a\nb\u001b[31m")));
    }
}
