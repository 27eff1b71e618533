package io.github.p2pdi.benchmarks.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;

/** What is asked of our servers. */
public final class WireScenario implements Scenario {
    private final IntFunction<Requests> requests;
    private final int frames;

    private WireScenario(int frames, IntFunction<Requests> requests) {
        this.frames = frames;
        this.requests = requests;
    }

    /** {@return keepalives of those who have these cookies, each asker going through all of them, far apart as they come in real life} */
    public static WireScenario keepalive(long[] cookies) {
        Walk walk = new Walk(cookies.length);
        return new WireScenario(1, connection -> new NumberedRequest(Wire.keepalive(), () -> cookies[walk.next()]));
    }

    /** {@return registrations of peers that nobody knows yet, whose hosts have the numbers from the counter} */
    public static WireScenario register(AtomicLong counter) {
        LongSupplier next = counter::getAndIncrement;
        return new WireScenario(1, connection -> new NumberedRequest(Wire.register(), next));
    }

    /** {@return pqueries of one peer, with these headers, each of which ends in CR LF} */
    public static WireScenario pquery(long cookie, String headers) {
        byte[] frame = Wire.pquery(cookie, headers);
        return new WireScenario(1, connection -> new SameRequest(frame));
    }

    /** {@return fetches of one document, with these headers, each of which ends in CR LF} */
    public static WireScenario getrfc(int number, String headers) {
        byte[] frame = Wire.frame("getrfc h.example HTTP/1.1\r\nRFC-Number: " + number + "\r\n" + headers);
        return new WireScenario(2, connection -> new SameRequest(frame));
    }

    @Override
    public Requests requests(int connection) {
        return requests.apply(connection);
    }

    @Override
    public Replies replies() {
        return new FrameReplies(frames);
    }

    /** Goes through all places of an array in strides, so that neighbours are not met one after the other. */
    private static final class Walk {
        private static final long STRIDE = 7_368_787;

        private final int size;
        private long steps;

        Walk(int size) {
            this.size = size;
        }

        int next() {
            return (int) (steps++ * STRIDE % size);
        }
    }
}
