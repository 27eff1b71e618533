package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.Exchange;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class UploadSlotsTest {
    /** An exchange that ends when the test says so. */
    private static final class Upload implements Exchange {
        private final List<Consumer<Outcome>> listeners = new ArrayList<>();

        @Override
        public Request request() {
            return new Request("getrfc", "x", Headers.NONE);
        }

        @Override
        public Remote remote() {
            return new Remote(PeerAddress.of("127.0.0.1", 1), Remote.LOOPBACK);
        }

        @Override
        public void answer(List<Response> frames) {
            throw new IllegalStateException("a slot answers nothing");
        }

        @Override
        public void hangUp() {
            throw new IllegalStateException("a slot ends nothing");
        }

        @Override
        public void onEnd(Consumer<Outcome> listener) {
            listeners.add(listener);
        }

        void end(Outcome how) {
            listeners.forEach(listener -> listener.accept(how));
        }
    }

    @Test
    void aSlotIsFreeAgainHoweverTheUploadEnds() {
        UploadSlots slots = new UploadSlots(2);
        for (Exchange.Outcome how : Exchange.Outcome.values()) {
            Upload first = new Upload();
            Upload second = new Upload();
            assertTrue(slots.take(first));
            assertTrue(slots.take(second));
            assertFalse(slots.take(new Upload()));
            first.end(how);
            Upload third = new Upload();
            assertTrue(slots.take(third));
            assertFalse(slots.take(new Upload()));
            second.end(how);
            third.end(how);
        }
    }
}
