package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.DownloadOptions;
import io.github.p2pdi.node.ExistingFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a peer holds itself is had from its store, and its own address is never asked: others may reach it there, and it cannot. */
class OwnDocumentsTest extends Downloading {
    private static final byte[] LARGE = bytes(20 * CHUNK + 3);
    private static final byte[] OTHER = bytes(20 * CHUNK + 4);

    private final OddStore store = new OddStore(LARGE);
    /** Stands where the peer says that it is. */
    private HolderDouble advertised;

    @BeforeEach
    void share() throws Exception {
        advertised = new HolderDouble(7, bytes(5));
        sharing(store);
    }

    private void sharing(OddStore own) throws Exception {
        peer.close();
        peer = P2PDI.startPeer(config(Duration.ofSeconds(2))
                .advertise(advertised.address())
                .store(own)
                .maxDownloadRate(1000)
                .build());
    }

    @AfterEach
    void nothingIsAskedOfOneselfAndNothingStaysOpen() throws Exception {
        store.gate.countDown();
        peer.close();
        advertised.close();
        assertEquals(0, advertised.connections.get());
        assertEquals(0, store.open.get());
    }

    private byte[] read() throws Exception {
        try (InputStream in = peer.open(7)) {
            return in.readAllBytes();
        }
    }

    private Path had(DownloadOptions options) throws Exception {
        return peer.download(7, options).await(Duration.ofSeconds(50));
    }

    private static DownloadOptions pinned(Digest sha256) {
        return DownloadOptions.builder().sha256(sha256).build();
    }

    private static Digest digest(byte[] document) {
        return new Digest(HolderDouble.sha256(document, 0, document.length));
    }

    /** Until then what comes from them would take minutes. */
    private void othersMayBeQuick() {
        peer.maxDownloadRate(OptionalLong.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK, CHUNK + 1, 20 * CHUNK + 3})
    void whatIsHeldHereIsReadFromTheStore(int size) throws Exception {
        sharing(new OddStore(bytes(size)));
        assertArrayEquals(bytes(size), read());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsHeldHereIsReadWhileItsDigestsAreNotKnown(boolean hashed) throws Exception {
        store.hashed = hashed;
        store.hasManifests = false;
        assertArrayEquals(LARGE, read());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK, CHUNK + 1, 20 * CHUNK + 3})
    void whatIsNoFileHereIsCopiedIntoOne(int size) throws Exception {
        sharing(new OddStore(bytes(size)));
        Download download = peer.download(7);
        assertEquals(folder.resolve("seven.bin"), download.await(Duration.ofSeconds(50)));
        assertHad(bytes(size), download.await());
        assertEquals(Download.Verification.SHA256, download.verification());
        assertEquals(size, download.progress().bytes());
        assertEquals(
                size == 0 ? Map.of() : Map.of(peer.address(), (long) size),
                download.progress().holders());
    }

    @Test
    void whatIsAFileHereIsCopiedToWhereItIsWanted() throws Exception {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.write(shared.resolve("rfc7.bin"), LARGE);
        peer.close();
        peer = P2PDI.startPeer(config(Duration.ofSeconds(2))
                .advertise(advertised.address())
                .share(shared)
                .build());
        Path elsewhere = folder.resolve("elsewhere");
        Path copy = had(DownloadOptions.builder().folder(elsewhere).build());
        assertEquals(elsewhere.resolve("rfc7.bin"), copy);
        assertArrayEquals(LARGE, Files.readAllBytes(copy));
        Path renamed = had(DownloadOptions.builder().name("other.bin").build());
        assertArrayEquals(LARGE, Files.readAllBytes(renamed));
        assertArrayEquals(LARGE, Files.readAllBytes(had(pinned(digest(LARGE)))));
        assertEquals(shared.resolve("rfc7.bin").toRealPath(), peer.download(7).await());
    }

    @Test
    void whatIsNotHashedYetIsComparedWithWhatIsMeant() throws Exception {
        store.hashed = false;
        Download download = peer.download(7, pinned(digest(LARGE)));
        assertHad(LARGE, download.await(Duration.ofSeconds(50)));
        assertEquals(Download.Verification.SHA256, download.verification());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsMeantAndIsNotWhatIsHeldHereIsHadFromOthers(boolean hashed) throws Exception {
        store.hashed = hashed;
        holder(OTHER);
        learn();
        othersMayBeQuick();
        assertHad(OTHER, had(pinned(digest(OTHER))));
    }

    @Test
    void whatIsMeantAndNobodyHasSaysWhatIsHeldHere() throws Exception {
        DocumentNotFoundException e = assertThrows(DocumentNotFoundException.class, () -> had(pinned(digest(OTHER))));
        assertEquals(
                "document 7 was not found: " + peer.address() + " has another document of this number, with SHA-256 "
                        + digest(LARGE),
                e.getMessage());
        assertEquals(List.of(), files());
    }

    @Test
    void aFileThatStandsThereIsDealtWithAsEver() throws Exception {
        Path file = Files.writeString(folder.resolve("seven.bin"), "mine");
        DownloadOptions options = DownloadOptions.defaults();
        assertThrows(StorageException.class, () -> had(options));
        assertEquals("mine", Files.readString(file));
        Path other = had(options.toBuilder().existing(ExistingFile.RENAME).build());
        assertEquals(folder.resolve("seven (1).bin"), other);
        assertEquals(
                file, had(options.toBuilder().existing(ExistingFile.REPLACE).build()));
        assertArrayEquals(LARGE, Files.readAllBytes(file));
        assertEquals(
                file,
                had(options.toBuilder().existing(ExistingFile.SKIP_IF_SAME).build()));
        assertEquals(List.of("seven (1).bin", "seven.bin"), files());
    }

    @Test
    void whatHasVanishedFromTheStoreIsHadFromOthers() throws Exception {
        store.vanished = true;
        holder(LARGE);
        learn();
        othersMayBeQuick();
        assertArrayEquals(LARGE, read());
        assertHad(LARGE, had(DownloadOptions.defaults()));
    }

    @Test
    void aStoreThatThrowsKeepsNobodyFromAskingOthers() throws Exception {
        store.fault = Optional.of(new IllegalStateException("a store of the test's"));
        DocumentNotFoundException e =
                assertThrows(DocumentNotFoundException.class, () -> had(DownloadOptions.defaults()));
        assertTrue(e.getMessage().contains("a store of the test's"), e.getMessage());
        assertThrows(DocumentNotFoundException.class, () -> peer.open(7));
        holder(LARGE);
        learn();
        othersMayBeQuick();
        assertArrayEquals(LARGE, read());
        assertHad(LARGE, had(DownloadOptions.defaults()));
    }

    @Test
    void aDocumentThatCannotBeOpenedForNowIsNoFaultOfTheStore() throws Exception {
        store.fault = Optional.of(new UncheckedIOException(new IOException("no descriptors")));
        DocumentNotFoundException e =
                assertThrows(DocumentNotFoundException.class, () -> had(DownloadOptions.defaults()));
        assertTrue(
                e.getMessage().contains("cannot be opened for now: java.io.IOException: no descriptors"),
                e.getMessage());
        assertTrue(e.mayRetry());
    }

    @Test
    void othersAreAskedBeforeWhatCannotBeOpenedForNowIsTriedAgain() throws Exception {
        store.opensUpTo = 1;
        holder(LARGE);
        learn();
        othersMayBeQuick();
        assertHad(LARGE, had(DownloadOptions.defaults()));
        assertEquals(2, store.openings.get());
    }

    @Test
    void whatCannotBeOpenedForNowIsTriedAgainWhereNobodyElseHasIt() throws Exception {
        store.opensUpTo = 1;
        store.failuresToOpen = 2;
        assertHad(LARGE, had(DownloadOptions.defaults()));
        assertTrue(store.openings.get() > 3, () -> "opened: " + store.openings);
    }

    @Test
    void othersGoOnWhereTheStoreBreaksOff() throws Exception {
        store.brokenFrom = 15 * CHUNK + 5;
        HolderDouble holder = holder(LARGE);
        learn();
        othersMayBeQuick();
        assertArrayEquals(LARGE, read());
        assertTrue(holder.served.get() <= 6 * CHUNK, () -> "read: " + holder.served);
        holder.served.set(0);
        assertHad(LARGE, had(DownloadOptions.defaults()));
        assertTrue(holder.served.get() <= 6 * CHUNK, () -> "downloaded: " + holder.served);
        assertEquals(List.of(), List.copyOf(liars));
    }

    @Test
    void whereTheStoreBreaksOffAndNobodyGoesOnThatIsSaid() throws Exception {
        store.brokenFrom = 15 * CHUNK + 5;
        DocumentNotFoundException e =
                assertThrows(DocumentNotFoundException.class, () -> had(DownloadOptions.defaults()));
        assertTrue(e.getMessage().contains("a store of the test's"), e.getMessage());
        store.brokenFrom = Long.MAX_VALUE;
        Download download = peer.download(7);
        assertHad(LARGE, download.await(Duration.ofSeconds(50)));
        assertEquals(15L * CHUNK, download.progress().resumed());
    }

    @Test
    void whatAnotherAttemptHasLeftOfWhatIsMeantIsNotWrittenOver() throws Exception {
        HolderDouble holder = holderLeavesTheMostOf(OTHER);
        store.hashed = false;
        assertGoesOn(OTHER, holder);
    }

    @Test
    void whatOthersHaveLeftOfWhatIsMeantIsNotWrittenOverByWhatCanBeOpenedAgain() throws Exception {
        store.hashed = false;
        store.opensUpTo = 1;
        store.failuresToOpen = 1;
        assertGoesOn(OTHER, holderLeavesTheMostOf(OTHER));
    }

    private HolderDouble holderLeavesTheMostOf(byte[] document) throws Exception {
        HolderDouble holder = holder(document);
        holder.cutAfter = 15L * CHUNK;
        learn();
        othersMayBeQuick();
        DocumentNotFoundException e = assertThrows(DocumentNotFoundException.class, () -> had(meantAsSeven(document)));
        assertTrue(e.mayRetry(), e.getMessage());
        assertTrue(files().contains("seven.bin.part"), () -> "left nothing");
        return holder;
    }

    private void assertGoesOn(byte[] document, HolderDouble holder) throws Exception {
        holder.cutAfter = Long.MAX_VALUE;
        long before = holder.served.get();
        assertHad(document, had(meantAsSeven(document)));
        assertTrue(holder.served.get() - before < 15L * CHUNK, () -> "downloaded: " + holder.served);
    }

    private static DownloadOptions meantAsSeven(byte[] document) {
        return pinned(digest(document)).toBuilder().name("seven.bin").build();
    }

    @Test
    void whatTheStoreHasWrongIsHadFromOthers() throws Exception {
        store.flipped = 5 * CHUNK;
        HolderDouble holder = holder(LARGE);
        learn();
        othersMayBeQuick();
        assertHad(LARGE, had(DownloadOptions.defaults()));
        assertArrayEquals(LARGE, read());
        store.hasManifests = false;
        assertArrayEquals(
                LARGE,
                Files.readAllBytes(had(DownloadOptions.builder().name("b").build())));
        assertTrue(holder.served.get() > LARGE.length, () -> "served: " + holder.served);
    }

    @Test
    void aCopyThatTheStoreKeepsWaitingCanBeCancelled() throws Exception {
        store.gate = new CountDownLatch(1);
        Download download = peer.download(7);
        assertTrue(store.reading.await(10, TimeUnit.SECONDS));
        assertTrue(download.cancel());
        assertThrows(CancellationException.class, download::await);
        store.gate.countDown();
        peer.close();
        assertEquals(List.of(), files());
    }
}
