package io.github.p2pdi.impl.json;

import java.nio.ByteBuffer;

/** Makes the bytes of one JSON value. */
final class JsonOutput {
    private JsonOutput() {}

    /** Something that can be written as one JSON value. */
    interface Shape {
        void write(JsonText out);
    }

    /** The value's bytes. */
    static ByteBuffer bytes(int expectedBytes, Shape shape) {
        JsonText out = new JsonText(expectedBytes);
        shape.write(out);
        return out.toByteBuffer();
    }
}
