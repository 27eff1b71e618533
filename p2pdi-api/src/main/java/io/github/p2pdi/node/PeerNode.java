package io.github.p2pdi.node;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A running peer: it serves its documents, stays registered, and finds and fetches those of others. Its threads are daemons: a main that only
 * serves waits in {@link #awaitClosed()}. Closing it leaves the registration servers and leaves no thread, socket or file behind; closing twice
 * is quiet. A peer that is closed still says what it was and had; {@link #refresh()} and {@link #leave()} do nothing any more, {@link #activePeers()}, {@link #download(long)},
 * {@link #open} and {@link #diagnose} throw {@link IllegalStateException}, and {@link #query} and {@link #share} a {@link P2pdiException}; but what is shared is still put
 * into a {@linkplain PeerConfig#store() store} of the user's own, which is not closed.
 *
 * <p>An interrupt ends what a thread waits for here, and nothing else. {@link #refresh()}, {@link #open}, {@link #diagnose} and {@link #awaitClosed()} throw
 * {@link InterruptedException};
 * {@link #activePeers()}, {@link #query} and {@link #leave()} throw a {@link P2pdiException} that {@linkplain P2pdiException#wasInterrupted() was interrupted}, and so does
 * {@link #share} where it comes to read the file. The thread's interrupt status then stays set, and until it is cleared calling again ends the same way.
 *
 * <p>Safe for concurrent use.
 */
public interface PeerNode extends AutoCloseable {
    /**
     * {@return where others reach it: what it is registered as; the port is never 0} Behind a wildcard that is known when a registration server has been reached, which is
     * tried before each registering; until then it is 127.0.0.1.
     */
    PeerAddress address();

    /** {@return where it listens: {@link #address()}, unless others are told another address than that; the port is never 0} */
    PeerAddress boundAddress();

    /** {@return all addresses that it listens at: {@link #boundAddress()}, then those of {@link NodeConfig#alsoBind()}; ports are never 0} */
    default List<PeerAddress> boundAddresses() {
        return List.of(boundAddress());
    }

    /** {@return its dealings with its registration servers; empty where it was given none} */
    Optional<RegistrationClient> registration();

    /** {@return what it knows of who holds which document} */
    RfcIndex index();

    /**
     * Asks the registration server who is active. Blocks. Where none can be asked, {@link RegistrationClient#lastListings()} has who was active when
     * one could.
     *
     * @return the active peers but this one
     * @throws P2pdiException if no server can be reached, or it does not know this peer
     * @throws IllegalStateException if it was given no registration server, or is closed
     */
    List<Peer> activePeers() throws P2pdiException;

    /**
     * Asks a peer for its index, and merges the answer. Blocks, for as long as {@link PeerConfig#callTimeout()} says of an index.
     *
     * @param peer whom to ask
     * @return the records of the answer: its own alone where it cannot tell what it has heard of others
     * @throws P2pdiException if it cannot be reached, or does not answer in form
     */
    List<Rfc> query(PeerAddress peer) throws P2pdiException;

    /**
     * Asks the registration server who is active, and every active peer for its index, a few at a time; what they say is merged, and those
     * that cannot be asked, or do not tell their index within the time of {@link PeerConfig#callTimeout()}, are skipped, and are in {@link #failedPeers()} afterwards. Where no server can be asked, those are asked who were active when one could; so they are for some minutes after
     * the peer went on to another server, as others may not be there yet. Blocks.
     *
     * @throws P2pdiException if no registration server can be asked and none could be before
     * @throws InterruptedException if the thread is interrupted
     */
    void refresh() throws P2pdiException, InterruptedException;

    /**
     * {@return the peers whose index could not be had when they were asked last, by {@link #refresh()} or by the peer itself, each with why; no order} Only those
     * that were active then; what they had told before may still be in the index.
     */
    Map<PeerAddress, P2pdiException> failedPeers();

    /**
     * Looks step by step at what works on the way to a peer: whether the registration server lists it, its host resolves, it can be connected to, it speaks the protocol,
     * its index can be read, and a document of it, or the first chunk of a large one, can be had and is right. It asks over connections of its own, which are closed then.
     * Nothing of that changes what is in the index, whom downloads avoid, or any file; but asking the registration server is {@link RegistrationClient#activePeers()}, which
     * renews the lease, and registers again where the server has forgotten this peer. It may be repeated.
     *
     * <p>Blocks: connecting for as long as {@link PeerConfig#connectTimeout()}, each call as {@link PeerConfig#callTimeout()} says, and for each byte of a document as long
     * as {@link io.github.p2pdi.transport.TransportLimits#readStall()}. What it reads of a document, 16 MiB at the most and 1 MiB of one whose chunks have no digests, is not
     * held to {@link #maxDownloadRate}.
     *
     * <p>What is wrong with the other side is never thrown, but is in the diagnosis. Like one that is {@linkplain #query asked}, the peer counts as named by the user: it may be
     * at an address of this machine.
     *
     * @param peer whom to look at; it need not be listed anywhere
     * @return what was seen
     * @throws IllegalStateException if this peer is closed, before or meanwhile
     * @throws InterruptedException if the thread is interrupted
     */
    Diagnosis diagnose(PeerAddress peer) throws InterruptedException;

    /**
     * Shares one file.
     *
     * @param number the document's number, 0 or more
     * @param title its title
     * @param file the file; it stays where it is
     * @return the record, as others will see it
     * @throws P2pdiException if the file cannot be read
     */
    Rfc share(long number, String title, Path file) throws P2pdiException;

    /**
     * Begins to find and fetch a document into the download folder; returns at once. A document that is being fetched already is not fetched
     * twice: both callers are given the same download. Where no registration server can be asked, it is looked for as {@link #refresh()} does.
     *
     * @param number the document's number
     * @return the download
     * @throws IllegalStateException if it is closed
     */
    Download download(long number);

    /**
     * Begins to find and fetch a document; returns at once. One that is being fetched already with the same options is not fetched twice: both
     * callers are given the same download. An earlier attempt at the same file is gone on from, by whatever holder. What this peer holds itself is copied from its own
     * store; where it is not the document that is meant, or cannot be read, others are asked.
     *
     * @param number the document's number
     * @param options where to, and how
     * @return the download
     * @throws IllegalStateException if it is closed
     */
    Download download(long number, DownloadOptions options);

    /**
     * Finds a document and reads it, without a file. Blocks until somebody delivers; reading blocks until there is more. What is read has been
     * verified where its holder tells the digests of its parts, and where it is small; else its digest is checked at its end, if there is one. What this peer holds
     * itself is read from its own store.
     *
     * @param number the document's number
     * @return its bytes; closing it ends the transfer. Where reading is interrupted it throws {@link java.io.InterruptedIOException}, the interrupt status stays set, and
     *     what comes next can be read once that is cleared
     * @throws P2pdiException if nobody can deliver it; reading throws the same, and {@link io.github.p2pdi.error.IntegrityException} where what
     *     was read was wrong
     * @throws InterruptedException if the thread is interrupted
     */
    InputStream open(long number) throws P2pdiException, InterruptedException;

    /**
     * Changes how fast all downloads together may go, from now on.
     *
     * @param bytesPerSecond the most bytes a second, at least 1; empty: as fast as it goes
     * @throws IllegalArgumentException if it is less than 1
     */
    void maxDownloadRate(OptionalLong bytesPerSecond);

    /**
     * Changes how fast all documents together may be sent, from now on; see {@link PeerConfig#maxUploadRate()}.
     *
     * @param bytesPerSecond the most bytes a second, at least 1; empty: as fast as it goes
     * @throws IllegalArgumentException if it is less than 1
     */
    void maxUploadRate(OptionalLong bytesPerSecond);

    /** {@return what it has done so far, counted since it started} Cheap, and does not block; it may be asked once it is closed, too. */
    PeerStatistics statistics();

    /**
     * Leaves the registration servers; goes on serving those who know the address.
     *
     * @throws P2pdiException if the server cannot be told; the lease then runs out by itself
     */
    void leave() throws P2pdiException;

    /**
     * Waits until it is closed.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void awaitClosed() throws InterruptedException;

    @Override
    void close();
}
