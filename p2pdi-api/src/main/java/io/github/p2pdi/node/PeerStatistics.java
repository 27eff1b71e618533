package io.github.p2pdi.node;

import io.github.p2pdi.model.Limit;
import java.time.Duration;
import java.util.Optional;

/**
 * What a peer has done since it started, and what it is doing now. The numbers are read one after the other while things go on, so they need not be of one moment; none of what is counted
 * since the start ever becomes less.
 *
 * <p>Immutable.
 *
 * @param running how long ago it started
 * @param requests how many requests of others came to it that were in form, whatever they were answered
 * @param uploads what it sends
 * @param downloads what it fetches
 * @param index what it knows
 * @param serverCalls what it asked registration servers
 * @param peerCalls what it asked other peers
 * @param limits how often limits were reached. Documents that were not sent for want of a slot are {@link Limit#UPLOADS}, records that others told and that there was no room
 *     for {@link Limit#INDEX}
 * @param registration what became of its registrations; empty where it was given no registration server
 */
public record PeerStatistics(
        Duration running,
        long requests,
        Uploads uploads,
        Downloads downloads,
        Index index,
        Calls serverCalls,
        Calls peerCalls,
        LimitCounts limits,
        Optional<RegistrationStatistics> registration) {
    /**
     * Documents, and parts of documents, that are sent to others.
     *
     * <p>Immutable.
     *
     * @param running how many are being sent now
     * @param begun how many were begun since the start
     * @param bytes how many bytes those had of which all has gone since the start; what was sent of those that broke off is not counted
     */
    public record Uploads(int running, long begun, long bytes) {}

    /**
     * Documents that are fetched from others.
     *
     * <p>Immutable.
     *
     * @param waiting how many wait for their turn now
     * @param running how many are being fetched now
     * @param done how many are done since the start, also those whose document was there already
     * @param failed how many have failed since the start
     * @param cancelled how many were cancelled since the start
     * @param bytes how many bytes of documents came since the start, for these and for {@link PeerNode#open}: also those that came twice or in vain, and not those that an earlier attempt
     *     had left
     */
    public record Downloads(int waiting, int running, long done, long failed, long cancelled, long bytes) {}

    /**
     * The index.
     *
     * <p>Immutable.
     *
     * @param records how many records there are now, {@link RfcIndex#size()}
     * @param own how many of them are the peer's own
     */
    public record Index(int records, int own) {}

    /**
     * Calls to others: one request each, with all of its answer, over whatever connection.
     *
     * <p>Immutable.
     *
     * @param ended how many have ended since the start, one way or another
     * @param failed how many of them failed, also those that were refused, but not those that were broken off on this side
     * @param total how long all of them took together, connecting and reading the answer included; a call that fetches a document takes as long as the document
     * @param longest how long the longest of them took
     */
    public record Calls(long ended, long failed, Duration total, Duration longest) {}
}
