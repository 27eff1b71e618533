package io.github.p2pdi.node;

import io.github.p2pdi.model.Rfc;
import java.util.List;

/**
 * What a peer knows of who holds which document: its own records, and those that it has learned from others. Nothing here asks the network.
 *
 * <ol>
 *   <li>{@link #all()} has each record once, ordered by number, holder's host, port and scheme.
 *   <li>{@link #find} gives the records of a number, this peer's own first, then holders' own words, then hearsay; each in the order of all.
 *   <li>{@link #search} gives the records that {@link TitleQuery} says match, in the order of all, the first {@value #MOST_FOUND}.
 *   <li>{@link #documents} gives the documents of such records, each once: those that match best first, of equally good ones the lower number first, and
 *       the first {@value #MOST_DOCUMENTS}. Each has all its holders, also those that call it otherwise.
 *   <li>Lists cannot be changed, and stay what they were when the index changes.
 *   <li>{@link #size()} is how many records all has.
 *   <li>A record is there until its time has run out, and from that nanosecond on no longer, whatever is asked.
 * </ol>
 *
 * <p>Safe for concurrent use: each call sees one moment.
 */
public interface RfcIndex {
    /** How many records {@link #search} gives at most: {@value}. */
    int MOST_FOUND = 1_000;

    /** How many documents {@link #documents} gives at most: {@value}. */
    int MOST_DOCUMENTS = 100;

    /** {@return all records, ordered by number, holder's host, port and scheme} */
    List<Rfc> all();

    /**
     * {@return the records of one document, this peer's own first, then holders' own words before hearsay}
     *
     * @param number the document's number
     */
    List<Rfc> find(long number);

    /**
     * {@return the records whose title has every word of a text, in any case and any order, or whose number it is; ordered as {@link #all()},
     *     at most {@value #MOST_FOUND}}
     *
     * @param text words, or a number; without any word: all records
     */
    List<Rfc> search(String text);

    /**
     * {@return the documents that a text asks for, each with all who hold it; the best matches first, those that match equally well ordered by number, at
     *     most {@value #MOST_DOCUMENTS}} A document matches as well as the record of it that does best. Where an index does not say otherwise, this is made of
     * {@link #all()} and {@link #find}; an index that can change in between calls it under its lock, so that all is of one moment.
     *
     * @param text words, or a number; without any word: all documents
     */
    default List<FoundDocument> documents(String text) {
        TitleQuery query = TitleQuery.of(text);
        return DocumentOrder.best(all(), query, MOST_DOCUMENTS).stream()
                .map(this::find)
                .filter(records -> !records.isEmpty())
                .map(FoundDocument::of)
                .toList();
    }

    /** {@return how many records there are} */
    int size();
}
