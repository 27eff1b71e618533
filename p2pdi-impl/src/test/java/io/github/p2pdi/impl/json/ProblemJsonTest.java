package io.github.p2pdi.impl.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.p2pdi.model.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Problem bodies are written as RFC 9457 has them, and reading one never makes matters worse. */
class ProblemJsonTest {
    @Test
    void aProblemHasStatusTitleAndDetail() {
        assertEquals(
                "{\"status\": 404, \"title\": \"Not Found\", \"detail\": \"no \\\"RFC\\\" 7 here, sorry: ü\"}",
                JsonBytes.text(ProblemJson.of(Status.NOT_FOUND, "no \"RFC\" 7 here, sorry: ü")));
    }

    @Test
    void theDetailIsReadAgainAndMadePrintable() throws IOException {
        assertEquals(
                Optional.of("what?ever"),
                ProblemJson.readDetail(JsonBytes.stream(ProblemJson.of(Status.CONFLICT, "what\never"))));
        assertEquals(
                Optional.of("x"),
                ProblemJson.readDetail(JsonBytes.stream("{\"type\": \"about:blank\", \"n\": [1], \"detail\": \"x\"}")));
    }

    @Test
    void theDetailIsCutAndHasNoCookiesInIt() throws IOException {
        String detail = "of 1234567890123456789 " + "x".repeat(300);
        assertEquals(
                Optional.of("of *** " + "x".repeat(193) + "…"),
                ProblemJson.readDetail(JsonBytes.stream(ProblemJson.of(Status.CONFLICT, detail))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "7",
                "<html>",
                "{\"detail\": 7}",
                "{\"detail\": \"\"}",
                "{\"detail\": \"a\", \"detail\": \"b\"}",
                "{\"detail\": \"a\"} x"
            })
    void whatIsNotAProblemSaysNothing(String text) throws IOException {
        assertEquals(Optional.empty(), ProblemJson.readDetail(JsonBytes.stream(text)));
    }

    @Test
    void aBrokenStreamIsToldOf() {
        IOException failure = new IOException("gone");
        InputStream broken = JsonBytes.broken(failure);
        assertSame(failure, assertThrows(IOException.class, () -> ProblemJson.readDetail(broken)));
    }
}
