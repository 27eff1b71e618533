package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.Rfc;
import java.util.Comparator;

/** Records by number, holder's host and port: the order of {@link Rfc.Key}, without a key object for each record. */
final class KeyOrder {
    static final Comparator<Rfc> BY_KEY = Comparator.comparingLong(Rfc::number).thenComparing(Rfc::holder);

    private KeyOrder() {}
}
