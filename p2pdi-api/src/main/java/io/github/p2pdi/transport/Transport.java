package io.github.p2pdi.transport;

import io.github.p2pdi.error.AddressUnavailableException;
import io.github.p2pdi.error.ExchangeTimeoutException;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.time.Deadline;

/**
 * Carries messages. Whoever carries bytes both ways writes {@link ByteStreams} instead, and is given all this. The rules are numbered; in the
 * contract kit, {@code TransportContract} in {@code extras/testkit}, the names of the tests begin with these numbers.
 *
 * <ol>
 *   <li><b>Addresses.</b> A listener that is opened at port 0 reports a real port, and is reached there. What a connection calls
 *       {@linkplain ClientConnection#local() local} is what the handler sees as {@linkplain Exchange#remote() remote}.
 *   <li><b>Intact and in order.</b> Heads and bodies arrive as they were given, behind the heads' own headers the
 *       {@linkplain TransportContext#defaultHeaders() default headers}, whatever their size and whatever a body is made of; a slice of a file
 *       arrives as a copy of it would. Answers on a connection come in the order of the requests, with a second frame where one is
 *       {@linkplain Answers due} and only there. Each head that is sent or received is told to {@link TransportContext#messages()}.
 *   <li><b>Connecting</b> blocks until a request can be sent, all handshakes over. Where nobody is, or nobody answers by the deadline, it fails,
 *       by then, with a {@link PeerUnreachableException}: nothing was sent.
 *   <li><b>Answers</b> are waited for by whoever asks. The deadline of {@code send} is for sending the request and for the first head; then
 *       {@link TransportLimits#readStall()} is for each byte of a body and for a second frame. What has not come by then is an
 *       {@link ExchangeTimeoutException}, not before and not long after, and the connection is of no use: what comes too late is never taken for
 *       another answer. All deadlines are measured on {@link TransportContext#time()}.
 *   <li><b>Cancelling.</b> Closing a connection, or an answer that is not read to its end, ends what its user waits for with a
 *       {@link P2pdiException}. So does closing the transport.
 *   <li><b>Closing</b> is for any thread, a handler's too, in any order and any number of times, and complains of nothing. A transport that is
 *       closed opens nothing more: {@code listen} and {@code connect} fail as where the address is not to be had, by its deadline also a
 *       {@code connect} that was under way.
 *   <li><b>Listeners.</b> An address has one at a time; another is refused with an {@link AddressUnavailableException}. Closing one accepts nothing
 *       more, lets answers that are being sent be sent for a short while (not if a handler closes it), ends its connections, also under a writer
 *       that waits for its reader, and returns when the address is free.
 *   <li><b>Handlers</b> are called on threads of the transport, many at once, but with one exchange of a connection at a time: nothing more is
 *       read from it until that is answered. They may answer at once, or later and from any thread. One that throws is a 500, unless it has
 *       answered; one that throws, hangs up, never answers or gives a body that fails ends at most its own connection, and so does a listener of
 *       an exchange that throws. A body that fails, a file that has become shorter for instance, never looks whole.
 *   <li><b>Bodies.</b> A reader that does not read holds its writer back, and nobody else; one that takes nothing for
 *       {@link TransportLimits#writeStall()}, or next to nothing, is given up. A body is closed once, and the end of an exchange is told once
 *       to each who asked for it, however it ends.
 *   <li><b>Nothing left.</b> Closing a transport ends all that it opened, threads (which are named {@code p2pdi-...}), sockets and files.
 *   <li><b>Interrupts.</b> An interrupt ends what a thread waits for, while it connects, sends or reads, as closing would: connecting fails as in
 *       rule 3 and all else as in rule 4, the connection is of no use any more, and the thread's interrupt status stays set. What ended the wait is the cause of the
 *       exception, which so {@linkplain P2pdiException#wasInterrupted() was interrupted} and does not say that trying again may help. A thread that is
 *       interrupted already does not wait. To close, it does not wait either, and all is closed the same.
 *   <li><b>Crowds.</b> A listener serves {@link TransportLimits#connections()} at once, a thousand too; one more is told 503, or
 *       closed without a word where many more come at once, and harms nobody.
 *       Whoever says nothing ({@link TransportLimits#firstByte()}), or nothing more ({@link TransportLimits#idle()}), makes room in the end.
 * </ol>
 *
 * <p>Safe for concurrent use.
 */
public interface Transport extends AutoCloseable {
    /**
     * Opens a listener; does not wait for anybody. It serves what comes in until it is closed: rules 1, 7, 8 and 12.
     *
     * @param at where; port 0 takes any free port
     * @param handler who answers
     * @return the open listener, to be closed by the caller
     * @throws P2pdiException if it cannot be opened there: {@link AddressUnavailableException}
     */
    Listener listen(PeerAddress at, ExchangeHandler handler) throws P2pdiException;

    /**
     * Opens a connection: rule 3.
     *
     * @param to where to
     * @param deadline by when a request must be able to be sent
     * @return the open connection, to be closed by the caller
     * @throws P2pdiException if there is none: {@link PeerUnreachableException}
     */
    ClientConnection connect(PeerAddress to, Deadline deadline) throws P2pdiException;

    /** Closes every listener and connection that it gave: rules 5, 6 and 10. */
    @Override
    void close();
}
