package io.github.p2pdi.benchmarks.server;

import io.github.p2pdi.benchmarks.load.HttpReplies;
import io.github.p2pdi.benchmarks.load.NumberedRequest;
import io.github.p2pdi.benchmarks.load.Replies;
import io.github.p2pdi.benchmarks.load.Requests;
import io.github.p2pdi.benchmarks.load.Scenario;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Announcements to a thousand torrents of ten thousand peers each, new ones all. Nobody asks for the others, as register does not. */
public final class OpenTrackerScenario implements Scenario {
    static final int TORRENTS = 1000;

    private static final String HASH_START = "p2pdi-benchmarks-";
    private static final byte[] ANNOUNCE = ("GET /announce?port=1####&info_hash=" + HASH_START
                    + "###&peer_id=aaaaaaaaaaaaaaaaaaaa&left=0&uploaded=0&downloaded=0&compact=1&numwant=0 HTTP/1.0\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    private final AtomicLong counter;

    /** The peers have the numbers from the counter. */
    public OpenTrackerScenario(AtomicLong counter) {
        this.counter = counter;
    }

    /** The hash of a torrent, as a whitelist has it. */
    static String torrent(int number) {
        String hash = HASH_START + String.format(Locale.ROOT, "%03d", number);
        return HexFormat.of().formatHex(hash.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public Requests requests(int connection) {
        return new NumberedRequest(ANNOUNCE, counter::getAndIncrement);
    }

    @Override
    public Replies replies() {
        return new HttpReplies();
    }
}
