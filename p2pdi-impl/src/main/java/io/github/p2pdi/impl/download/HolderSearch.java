package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.model.Rfc;
import java.util.List;
import java.util.Optional;

/** Whom to fetch from: gives the holders that are known, best first, and asks the network for more when it is told to. */
@FunctionalInterface
public interface HolderSearch {
    /** Begins a search for a document: what others share from now on may still be found. */
    Candidates search(long number);

    /** The holders of one search. One thread at a time; nothing blocks. */
    interface Candidates {
        /** The record of somebody who was not given yet; empty when nobody else is known now. */
        Optional<Rfc> next();

        /** Asks around for more; {@code news} is run, on any thread, whenever there may be some, and at the end. Said twice it is quiet. */
        void ask(Runnable news);

        /** Whether all have been asked; what {@link #next()} has not given then, it never will. */
        boolean isExhausted();

        /** Whom was asked in vain, and what each said, in the order of asking; those who were given as holders are not among them. */
        List<Attempt> attempts();
    }
}
