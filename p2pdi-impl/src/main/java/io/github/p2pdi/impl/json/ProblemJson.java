package io.github.p2pdi.impl.json;

import com.google.gson.stream.JsonToken;
import io.github.p2pdi.model.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The bodies of errors (RFC 9457). */
public final class ProblemJson {
    private static final int LONGEST_DETAIL = 200;

    private ProblemJson() {}

    /** A problem with its status, the status' phrase as its title, and what is to be said about it. */
    public static ByteBuffer of(Status status, String detail) {
        return JsonOutput.bytes(96 + detail.length(), out -> {
            out.beginObject();
            out.name(JsonName.STATUS).value(status.code());
            out.name(JsonName.TITLE).value(status.phrase());
            out.name(JsonName.DETAIL).value(detail);
            out.endObject();
        });
    }

    /**
     * Reads what a problem says, cut and made printable, without what could be a cookie. It only informs, so anything that is not a problem with a detail says nothing.
     *
     * @throws IOException if reading fails
     */
    public static Optional<String> readDetail(InputStream in) throws IOException {
        try {
            return JsonInput.read(in, ProblemJson::detail);
        } catch (JsonFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> detail(StrictReader json) throws IOException {
        String[] detail = {""};
        json.object(name -> {
            if (name.equals("detail") && json.peek() == JsonToken.STRING) {
                detail[0] = json.string();
            } else {
                json.skip();
            }
        });
        return Optional.of(Shown.text(detail[0], LONGEST_DETAIL)).filter(text -> !text.isEmpty());
    }
}
