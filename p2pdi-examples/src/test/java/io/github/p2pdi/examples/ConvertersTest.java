package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.model.PeerAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ConvertersTest {
    @ParameterizedTest
    @CsvSource({
        "rs.example:4000, rs.example:4000",
        "RS.Example., rs.example:65243",
        "127.0.0.1, 127.0.0.1:65243",
        "[::1], [::1]:65243",
        "[0:0::1]:9, [::1]:9",
        "tls://rs.example, tls://rs.example:65243"
    })
    void aServerAddressHasTheUsualPortUnlessItNamesOne(String text, String address) {
        assertEquals(address, new Converters.ServerAddress().convert(text).toString());
    }

    @Test
    void anAdvertisedAddressWithoutPortStandsForThePortListenedOn() {
        assertEquals(PeerAddress.of("nat.example", 0), new Converters.AdvertisedAddress().convert("nat.example"));
        assertEquals(PeerAddress.of("nat.example", 7), new Converters.AdvertisedAddress().convert("nat.example:7"));
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, 0.0.0.0", "::, ::", "[::1], ::1", "Host.Example, host.example"})
    void aHostIsBroughtIntoItsCanonicalForm(String text, String host) {
        assertEquals(host, new Converters.Host().convert(text));
    }

    @ParameterizedTest
    @CsvSource({"1, PT1S", "7200, PT2H", "0.25, PT0.25S", "0.000000001, PT0.000000001S", "1000000000, PT277777H46M40S"})
    void secondsMayHaveAFraction(String text, Duration seconds) {
        assertEquals(seconds, new Converters.Seconds().convert(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "00",
                "0.000000000",
                "-1",
                "+1",
                "1.",
                ".5",
                "1,5",
                "1e3",
                "0x1",
                "٣",
                "1 ",
                "1000000000.1",
                "0.0000000001"
            })
    void whatIsNoPositiveNumberOfSecondsIsRefused(String text) {
        assertThrows(TypeConversionException.class, () -> new Converters.Seconds().convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "65536", "100000", "1.0", "٣", "http", " 80"})
    void whatIsNoPortIsRefused(String text) {
        assertThrows(TypeConversionException.class, () -> new Converters.Port().convert(text));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 9_999_999_999L, Long.MAX_VALUE})
    void everyNumberOfTheProtocolIsADocumentNumber(long number) {
        assertEquals(number, new Converters.DocumentNumber().convert(Long.toString(number)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "9223372036854775808", "1e3", "1.0", "rfc1", "٣"})
    void whatIsNoDocumentNumberIsRefused(String text) {
        assertThrows(TypeConversionException.class, () -> new Converters.DocumentNumber().convert(text));
    }

    @Test
    void ratesAreBytesASecond() {
        Converters.Rate rate = new Converters.Rate();
        assertEquals(7, rate.convert("7"));
        assertEquals(500 << 10, rate.convert("500K"));
        assertEquals(10 << 20, rate.convert("10m"));
        assertEquals(3L << 30, rate.convert("3G"));
        for (String bad : new String[] {"", "0", "-1", "K", "1T", "1.5M", "9999999999"}) {
            assertThrows(TypeConversionException.class, () -> rate.convert(bad), bad);
        }
    }
}
