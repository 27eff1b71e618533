package io.github.p2pdi.benchmarks.server;

import io.github.p2pdi.benchmarks.load.LineReplies;
import io.github.p2pdi.benchmarks.load.NumberedRequest;
import io.github.p2pdi.benchmarks.load.Replies;
import io.github.p2pdi.benchmarks.load.Requests;
import io.github.p2pdi.benchmarks.load.Scenario;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** What somebody would do with Redis who had no registration server: {@code SET peer record EX 7200}, a thousand peers in turn. */
public final class RedisScenario implements Scenario {
    private static final String RECORD =
            "{\"hostname\": \"peer-a\", \"cookie\": 0, \"port\": 4001, \"last_active_time\": 1795378576.336321,"
                    + " \"registration_count\": 0, \"active\": true, \"ttl\": 7200}";
    private static final byte[] SET = ("*5\r\n$3\r\nSET\r\n$8\r\npeer:###\r\n$" + RECORD.length() + "\r\n" + RECORD
                    + "\r\n$2\r\nEX\r\n$4\r\n7200\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    private final AtomicLong counter = new AtomicLong();

    @Override
    public Requests requests(int connection) {
        return new NumberedRequest(SET, counter::getAndIncrement);
    }

    @Override
    public Replies replies() {
        return new LineReplies();
    }
}
