package io.github.p2pdi.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MeasuringTest {
    @Test
    void theMiddleOfThreeIsOneOfThemAndOfFourTheMeanOfTwo() {
        assertEquals(2, Median.of(List.of(3.0, 1.0, 2.0)));
        assertEquals(2.5, Median.of(List.of(4.0, 1.0, 3.0, 2.0)));
        assertThrows(IllegalArgumentException.class, () -> Median.of(List.of()));
    }

    @Test
    void processorTimeIsReadBehindTheProgramsName() {
        String stat = "42 (a) b (c)) S 1 2 3 4 5 6 7 8 9 10 150 50 13 14";
        assertEquals(2_000_000_000L, ProcessorTime.parse(stat));
    }

    @Test
    void aNumberFillsItsHolesFromTheLastOn() {
        NumberedRequest request =
                new NumberedRequest("a#b##".getBytes(StandardCharsets.US_ASCII), new AtomicLong(7)::getAndIncrement);
        assertEquals("a0b07", text(request.next()));
        assertEquals("a0b08", text(request.next()));
        NumberedRequest long4 = new NumberedRequest("##".getBytes(StandardCharsets.US_ASCII), () -> 1234);
        assertEquals("34", text(long4.next()));
    }

    @Test
    void aFrameBeginsWithItsLength() {
        String frame = new String(Wire.frame("leave h HTTP/1.1\r\n"), StandardCharsets.UTF_8);
        assertEquals(
                frame.length() - 10, Integer.parseInt(frame.substring(0, 10).trim()));
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.US_ASCII.decode(bytes).toString();
    }
}
