package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The peers that the ledger knows, one object each. One thread at a time. */
final class Parties {
    private final Map<PeerAddress, Party> byAddress = new HashMap<>();
    private int serial;

    /** The peer at that address, if anything is known of it. */
    @Nullable
    Party find(PeerAddress address) {
        return byAddress.get(address);
    }

    Party get(PeerAddress address) {
        return byAddress.computeIfAbsent(address, any -> new Party(address, serial++));
    }

    Party[] get(List<PeerAddress> addresses) {
        return addresses.stream().map(this::get).toArray(Party[]::new);
    }

    /** Keeps a peer that was thought to be of no use any more. */
    void put(Party party) {
        byAddress.put(party.address, party);
    }

    /** Forgets a peer of which nothing is known. */
    void tidy(Party party) {
        if (party.isUnknown()) {
            byAddress.remove(party.address, party);
        }
    }

    void tidy(Party[] all) {
        for (Party party : all) {
            tidy(party);
        }
    }

    /** All peers of which there is a record, or that said there is none. */
    Set<PeerAddress> holders() {
        Set<PeerAddress> addresses = new HashSet<>();
        for (Party party : byAddress.values()) {
            if (party.words != null || party.heard != Rows.NONE) {
                addresses.add(party.address);
            }
        }
        return addresses;
    }
}
