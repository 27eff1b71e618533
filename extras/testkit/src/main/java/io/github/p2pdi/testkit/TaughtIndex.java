package io.github.p2pdi.testkit;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.RfcIndex;
import java.time.Duration;
import java.util.List;

/**
 * An index together with what fills it, as {@link RfcIndex} itself can only be read. In whichever way the index learns, here it learns at once: what has
 * been said is in it when the method returns, and whoever reads meanwhile sees all of it or none.
 *
 * <p>One thread at a time, while others read the index.
 */
public interface TaughtIndex {
    /** {@return the index, always the same} */
    RfcIndex index();

    /**
     * Puts these records in place of all that the peer holds itself.
     *
     * @param records records of the peer that the index is of, at most one a number
     */
    void setOwn(List<Rfc> records);

    /**
     * A holder says what it has, in place of all that it said before.
     *
     * @param holder the holder
     * @param records records of that holder, at most one a number
     * @return how long the index believes it
     */
    Duration say(PeerAddress holder, List<Rfc> records);

    /**
     * Somebody who holds nothing tells what others have, in place of all that it told before.
     *
     * @param teller who tells it
     * @param records records of others, at most one a number and holder
     * @param ttl how long they are good for, at most an hour
     */
    void tell(PeerAddress teller, List<Rfc> records, Duration ttl);
}
