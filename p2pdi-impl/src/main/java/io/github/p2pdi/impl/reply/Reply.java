package io.github.p2pdi.impl.reply;

import io.github.p2pdi.impl.json.ProblemJson;
import io.github.p2pdi.model.Status;
import io.github.p2pdi.wire.Body;
import io.github.p2pdi.wire.Event;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Makes answers. To askers with {@code Accept} they have a Content-Type, and refusals a problem body; to plain ones nothing of the kind. */
public final class Reply {
    private static final Headers JSON = Headers.of(HeaderNames.CONTENT_TYPE, HeaderNames.JSON);

    private Reply() {}

    /** A 200 with a body of JSON. */
    public static Response json(Request request, ByteBuffer body, Headers more) {
        return json(request, Body.of(body), more);
    }

    /** A 200 with a body of JSON that is shared with others. */
    public static Response json(Request request, Body body, Headers more) {
        Headers type = request.acceptsJson() ? JSON : Headers.NONE;
        return Response.of(Status.OK, type.with(more), body);
    }

    /** An answer that is not a success. */
    public static Response refusal(Request request, Status status, String detail) {
        return refusal(request.acceptsJson(), status, detail, Headers.NONE);
    }

    /** An answer that is not a success, and says when to come again. */
    public static Response refusal(Request request, Status status, String detail, Duration retryAfter) {
        return refusal(request.acceptsJson(), status, detail, retryAfter(retryAfter));
    }

    /** An answer that is not a success, with headers of its own. */
    public static Response refusal(Request request, Status status, String detail, Headers more) {
        return refusal(request.acceptsJson(), status, detail, more);
    }

    /** A refusal of a message that could not be read. */
    public static Response refusal(Event.Malformed malformed) {
        return refusal(malformed.acceptsJson(), malformed.status(), malformed.reason(), Headers.NONE);
    }

    /** A refusal of what nobody knows anything of. */
    public static Response refusal(Status status) {
        return Response.of(status, status.code() == 503 ? retryAfter(Duration.ofSeconds(1)) : Headers.NONE, Body.NONE);
    }

    private static Response refusal(boolean acceptsJson, Status status, String detail, Headers headers) {
        if (!acceptsJson) {
            return Response.of(status, headers, Body.NONE);
        }
        Headers typed = headers.with(HeaderNames.CONTENT_TYPE, HeaderNames.PROBLEM_JSON);
        return Response.of(status, typed, Body.of(ProblemJson.of(status, detail)));
    }

    private static Headers retryAfter(Duration delay) {
        long seconds = Math.max(1, delay.plusNanos(999_999_999).toSeconds());
        return Headers.of(HeaderNames.RETRY_AFTER, Long.toString(seconds));
    }
}
