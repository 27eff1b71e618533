package io.github.p2pdi.impl.exchange;

import io.github.p2pdi.impl.json.ProblemJson;
import io.github.p2pdi.transport.Incoming;
import io.github.p2pdi.wire.HeaderNames;
import java.io.IOException;
import java.nio.channels.Channels;

/** What the other side says of why it refuses. Without state. */
public final class Refusal {
    /** Ours have a few hundred; what is longer is not worth waiting for. */
    private static final int MOST_BYTES = 8 << 10;

    private Refusal() {}

    /** The detail of a problem body (RFC 9457), to be put behind what has happened; nothing, where there is none. Reads the answer to its end, if it is short. */
    public static String says(Incoming answer) {
        boolean problem = answer.head()
                .headers()
                .first(HeaderNames.CONTENT_TYPE)
                .filter(Refusal::isProblem)
                .isPresent();
        if (!problem || answer.size() > MOST_BYTES) {
            return "";
        }
        try {
            return ProblemJson.readDetail(Channels.newInputStream(answer))
                    .map(detail -> "; it says: " + detail)
                    .orElse("");
        } catch (IOException e) {
            // It is refused all the same.
            return "";
        }
    }

    private static boolean isProblem(String contentType) {
        int end = contentType.indexOf(';');
        String type = end < 0 ? contentType : contentType.substring(0, end);
        return type.strip().equalsIgnoreCase(HeaderNames.PROBLEM_JSON);
    }
}
