package io.github.p2pdi.impl.json;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;

/** Asserts that something is refused, and by a message that can be shown to people. */
final class Refusals {
    private Refusals() {}

    static String refusal(InputStream in, JsonInput.Shape<?> shape) {
        JsonFormatException refusal = assertThrows(JsonFormatException.class, () -> JsonInput.read(in, shape));
        assertTrue(refusal.getMessage().matches("\\P{C}{10,250}"), refusal.getMessage());
        return refusal.getMessage();
    }

    /** Reads past anything. */
    static Object skipped(StrictReader json) throws IOException {
        json.skip();
        return "";
    }
}
