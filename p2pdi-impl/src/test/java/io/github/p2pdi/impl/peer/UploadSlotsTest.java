package io.github.p2pdi.impl.peer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.transport.Exchange;
import org.junit.jupiter.api.Test;

class UploadSlotsTest {
    @Test
    void aSlotIsFreeAgainHoweverTheUploadEnds() {
        UploadSlots slots = new UploadSlots(2);
        for (Exchange.Outcome how : Exchange.Outcome.values()) {
            EndingExchange first = new EndingExchange();
            EndingExchange second = new EndingExchange();
            assertTrue(slots.take(first));
            assertTrue(slots.take(second));
            assertFalse(slots.take(new EndingExchange()));
            first.end(how);
            EndingExchange third = new EndingExchange();
            assertTrue(slots.take(third));
            assertFalse(slots.take(new EndingExchange()));
            second.end(how);
            third.end(how);
        }
    }
}
