package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.model.Rfc;
import java.util.List;
import java.util.Optional;

/** Whom to fetch from: gives one holder after the other, best first, and asks the network for more when those it knows are used up. */
@FunctionalInterface
public interface HolderSearch {
    /** Begins a search for a document: what others share from now on may still be found. */
    Candidates search(long number);

    /** The holders of one search. One thread at a time. */
    interface Candidates {
        /** The record of somebody who was not tried yet; empty when nobody is left. Blocks. */
        Optional<Rfc> next() throws InterruptedException;

        /** The holder that was given last could not deliver. */
        void failed(Attempt attempt);

        /** Whom was asked and what each said, in the order of asking. */
        List<Attempt> attempts();
    }
}
