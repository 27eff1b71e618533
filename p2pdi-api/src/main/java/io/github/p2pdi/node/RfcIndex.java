package io.github.p2pdi.node;

import io.github.p2pdi.model.Rfc;
import java.util.List;

/**
 * What a peer knows of who holds which document: its own records, and those that it has learned from others. Nothing here asks the network.
 *
 * <p>Safe for concurrent use: each call sees one moment.
 */
public interface RfcIndex {
    /** {@return all records, ordered by number, holder's host and port} */
    List<Rfc> all();

    /**
     * {@return the records of one document, this peer's own first, then holders' own words before hearsay}
     *
     * @param number the document's number
     */
    List<Rfc> find(long number);

    /**
     * {@return the records whose title has every word of a text, in any case and any order, or whose number it is; ordered as {@link #all()},
     *     at most 1,000}
     *
     * @param text words, or a number; without any word: all records
     */
    List<Rfc> search(String text);

    /** {@return how many records there are} */
    int size();
}
