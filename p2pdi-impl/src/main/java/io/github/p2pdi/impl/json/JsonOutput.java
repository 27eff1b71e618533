package io.github.p2pdi.impl.json;

import com.google.gson.FormattingStyle;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;

/** Writes JSON as peers of the base dialect do: UTF-8, one line, a space behind each comma and colon. */
final class JsonOutput {
    private static final FormattingStyle STYLE = FormattingStyle.COMPACT.withSpaceAfterSeparators(true);

    private JsonOutput() {}

    /** Something that can be written as one JSON value. */
    interface Shape {
        void write(JsonWriter out) throws IOException;
    }

    /** The value's bytes. */
    static ByteBuffer bytes(int expectedBytes, Shape shape) {
        Utf8Buffer buffer = new Utf8Buffer(expectedBytes);
        write(buffer, shape);
        return buffer.toByteBuffer();
    }

    /** Writes the value into memory. */
    static void write(Writer memory, Shape shape) {
        JsonWriter out = new JsonWriter(memory);
        out.setStrictness(Strictness.STRICT);
        out.setFormattingStyle(STYLE);
        try {
            shape.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
    }
}
