package io.github.p2pdi.benchmarks.server;

import io.github.p2pdi.benchmarks.load.HttpReplies;
import io.github.p2pdi.benchmarks.load.Replies;
import io.github.p2pdi.benchmarks.load.Requests;
import io.github.p2pdi.benchmarks.load.SameRequest;
import io.github.p2pdi.benchmarks.load.Scenario;
import java.nio.charset.StandardCharsets;

/**
 * Fetches of one file over HTTP.
 *
 * @param file its name
 */
public record HttpScenario(String file) implements Scenario {
    @Override
    public Requests requests(int connection) {
        String request = "GET /" + file + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        return new SameRequest(request.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public Replies replies() {
        return new HttpReplies();
    }
}
