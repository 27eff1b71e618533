package io.github.p2pdi.impl.json;

import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads whole JSON documents, and turns whatever gson and the decoder say about bad ones into one exception of ours. */
final class JsonInput {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private JsonInput() {}

    /** What is to be read from a document. */
    interface Shape<T> {
        T read(StrictReader json) throws IOException;
    }

    /**
     * Reads a document to the end of the stream.
     *
     * @throws JsonFormatException if it is not the JSON that is due
     * @throws IOException what the stream throws, as it is
     */
    static <T> T read(InputStream in, Shape<T> shape) throws IOException {
        GuardedStream guarded = new GuardedStream(in);
        StrictReader json = new StrictReader(utf8(guarded));
        try {
            return document(json, shape);
        } catch (MalformedJsonException | EOFException | CharacterCodingException e) {
            if (guarded.threw(e)) {
                throw e;
            }
            throw malformed(e, json);
        }
    }

    /** Reads a document that stood in a string of another. */
    static <T> T read(String text, Shape<T> shape) throws IOException {
        if (text.startsWith(BYTE_ORDER_MARK)) {
            throw startsWithMark();
        }
        StrictReader json = new StrictReader(new StringReader(text));
        try {
            return document(json, shape);
        } catch (MalformedJsonException | EOFException e) {
            throw malformed(e, json);
        }
    }

    static JsonFormatException startsWithMark() {
        return new JsonFormatException("the JSON starts with a byte order mark");
    }

    private static <T> T document(StrictReader json, Shape<T> shape) throws IOException {
        T value = shape.read(json);
        json.end();
        return value;
    }

    private static Reader utf8(InputStream in) {
        return new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private static JsonFormatException malformed(IOException cause, StrictReader json) {
        String what = "this is not JSON";
        if (cause instanceof EOFException) {
            what = "the JSON ends too early";
        } else if (cause instanceof CharacterCodingException) {
            what = "the JSON is not UTF-8";
        }
        // What gson says has a damaged name in it as a whole, with the value that it has swallowed: it may be a cookie.
        return new JsonFormatException(what + json.place(), cause instanceof MalformedJsonException ? null : cause);
    }
}
