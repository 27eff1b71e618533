package io.github.p2pdi.registry.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is in a file is not what was saved there; the message says where. */
final class DamagedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
