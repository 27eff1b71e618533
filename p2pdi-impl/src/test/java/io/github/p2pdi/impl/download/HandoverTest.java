package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.impl.exchange.Call;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** What is read is the whole document, or ends with an exception. */
class HandoverTest {
    private final Handover handover = new Handover();
    private final InputStream reader = new DocumentStream(handover, new Call());

    @Test
    void whatEndsAsItShouldIsReadToItsEnd() throws Exception {
        handover.put(ByteBuffer.wrap(new byte[] {7}));
        handover.end(null);
        assertEquals(7, reader.read());
        assertEquals(-1, reader.read());
        assertEquals(-1, reader.read());
    }

    @Test
    void anInterruptOfWhoeverFetchesIsNotTakenForTheEnd() throws Exception {
        handover.put(ByteBuffer.wrap(new byte[] {7}));
        assertEquals(7, reader.read());
        Thread.currentThread().interrupt();
        try {
            assertThrows(CancellationException.class, () -> handover.rest(Duration.ofSeconds(1)));
        } finally {
            assertTrue(Thread.interrupted());
        }
        handover.close();
        IOException e = assertThrows(IOException.class, reader::read);
        assertEquals("the transfer was ended on this side before the end of the document", e.getMessage());
    }
}
