package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is asked first keeps silent, or sends slowly; a holder that is given up is given up after ten minutes. */
class SlowHolderTest extends Downloading {
    private final QuickTime time = new QuickTime();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    @BeforeEach
    void start() throws Exception {
        peer = P2PDI.startPeer(config(Duration.ofMinutes(10)).time(time).build());
    }

    @AfterEach
    void stop() {
        end.countDown();
        time.close();
    }

    private void keepSilent() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 7 * CHUNK, 40 * CHUNK})
    void whoeverKeepsSilentMakesRoomForOthers(int size) throws Exception {
        byte[] document = bytes(size);
        holder(document);
        holder(document);
        learn();
        Runnable firstIsSilent = () -> {
            if (asked.getAndIncrement() == 0) {
                keepSilent();
            }
        };
        holders.forEach(holder -> holder.onAsk = firstIsSilent);
        assertHad(document, peer.download(7).await(Duration.ofSeconds(500)));
    }

    @Test
    void whoeverSendsTheWholeSlowlyMakesRoomForOthers() throws Exception {
        byte[] document = bytes(40 * CHUNK);
        for (int i = 0; i < 3; i++) {
            HolderDouble holder = holder(document);
            holder.onAsk = () -> {
                if (asked.getAndIncrement() == 0) {
                    holder.noManifest = true;
                    holder.rate = 500_000;
                }
            };
        }
        learn();
        assertHad(document, peer.download(7).await(Duration.ofSeconds(5000)));
        HolderDouble slow =
                holders.stream().filter(holder -> holder.noManifest).findFirst().orElseThrow();
        assertTrue(slow.served.get() < document.length, () -> "all was had from the slow one");
    }

    @Test
    void whoeverMadeRoomIsAskedAgainWhenNobodyElseIsLeft() throws Exception {
        byte[] document = bytes(1000);
        HolderDouble silentOnce = holder(document);
        HolderDouble dead = holder(document);
        learn();
        silentOnce.onAsk = () -> {
            if (asked.getAndIncrement() == 0) {
                keepSilent();
            }
        };
        dead.die();
        assertHad(document, peer.download(7).await(Duration.ofSeconds(500)));
    }

    @Test
    void whoeverSendsSlowlyIsRelievedOfASmallDocumentToo() throws Exception {
        byte[] document = bytes(7 * CHUNK);
        holder(document).rate = 20_000;
        holder(document).rate = 20_000;
        learn();
        assertHad(document, peer.download(7).await(Duration.ofSeconds(500)));
        holders.forEach(holder -> assertTrue(holder.served.get() > 0, "one was not asked"));
    }
}
