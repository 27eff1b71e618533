package io.github.p2pdi.impl.json;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What was read is not the JSON that was due: the message says what is wrong, where, the value seen and the limit. */
public final class JsonFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    JsonFormatException(String message) {
        super(message);
    }

    JsonFormatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
