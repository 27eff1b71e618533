package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.Registries.HOME;
import static io.github.p2pdi.impl.registration.Requests.request;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.impl.figure.Figure;
import io.github.p2pdi.impl.figure.Seed;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.testkit.ManualClock;
import io.github.p2pdi.wire.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What pquery gives to {@code Limit} is a uniform random sample of the others, as chi-square has it. */
class SampleFigureTest {
    private static final Pattern HOST = Pattern.compile("\"hostname\": ?\"([^\"]*)\"");

    /** Of the normal distribution: exceeded once in a million runs. */
    private static final double QUANTILE = 4.7534;

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private PeerRegistry registry = Registries.open(clock);
    private RegistrationService service = Registries.service(registry, clock);
    private Request asked = request("pquery", "asker");

    @Test
    void samplesAreUniform() {
        assertAll(orders(336 * 20)::check, inclusions(2_000)::check);
    }

    @Test
    @Tag("figure")
    @Timeout(300)
    void figure() {
        assertAll(orders(336 * 1_000)::show, inclusions(100_000)::show);
    }

    /** Three of eight others: each of the 336 orders of three is as likely as each other, which is all that can be asked of a sample. */
    private Figure orders(int draws) {
        begin(8, 3);
        Map<List<String>, Integer> counts = new HashMap<>();
        for (int i = 0; i < draws; i++) {
            counts.merge(draw(3), 1, Integer::sum);
        }
        int cells = 8 * 7 * 6;
        double chiSquare = chiSquare(counts, cells, (double) draws / cells);
        return figure("chi-square of " + draws + " samples with Limit 3 of 8 peers", chiSquare, cells - 1);
    }

    /** Ten of five hundred: how often each is in a sample. Those of a sample are not independent, which makes the sum smaller by a factor. */
    private Figure inclusions(int draws) {
        begin(500, 10);
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < draws; i++) {
            draw(10).forEach(host -> counts.merge(host, 1, Integer::sum));
        }
        double chiSquare = chiSquare(counts, 500, draws * 10 / 500.0) * 499 / (500 - 10);
        return figure("chi-square of " + draws + " samples with Limit 10 of 500 peers", chiSquare, 499);
    }

    /** The bound by Wilson and Hilferty (1931). */
    private static Figure figure(String name, double chiSquare, int degrees) {
        double spread = 2.0 / (9 * degrees);
        double bound = degrees * Math.pow(1 - spread + QUANTILE * Math.sqrt(spread), 3);
        return Figure.atMost(name, chiSquare, bound, "");
    }

    private static double chiSquare(Map<?, Integer> counts, int cells, double expected) {
        double sum = (cells - counts.size()) * expected;
        for (int count : counts.values()) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }

    /** So many others are listed, after as many have come and gone between them. */
    private void begin(int others, int limit) {
        registry = Registries.open(clock, new Random(Seed.draw("samples"))::nextLong, 2_000);
        service = Registries.service(registry, clock);
        Cookie asker = join("asker");
        List<Cookie> leaving = new ArrayList<>();
        for (int i = 0; i < others; i++) {
            join("h" + i);
            leaving.add(join("gone" + i));
        }
        leaving.forEach(registry::leave);
        asked = request(
                "pquery",
                "asker",
                "Peer-Cookie",
                Long.toString(asker.value()),
                "Accept",
                "application/json",
                "Limit",
                Integer.toString(limit));
    }

    private Cookie join(String host) {
        return Registries.granted(
                        registry.register(Registries.withLease(PeerAddress.of(host, 1), HOME, Duration.ofSeconds(600))))
                .cookie();
    }

    private List<String> draw(int limit) {
        List<String> hosts = new ArrayList<>();
        Matcher host = HOST.matcher(RecordedExchange.text(RecordedExchange.ask(service, asked, HOME)));
        while (host.find()) {
            hosts.add(host.group(1));
        }
        assertEquals(limit, hosts.size());
        return hosts;
    }
}
