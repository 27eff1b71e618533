package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Peers that have left, for as long as others may still tell of them: hearsay of them counts nothing until they are back. Whoever told some is asked for
 * everything from then on, as what was not taken is not told again as a change. One thread at a time.
 */
final class Departed {
    private static final int MOST = 100_000;

    private final Parties parties;
    private final Map<PeerAddress, Absence> absences = new LinkedHashMap<>();

    Departed(Parties parties) {
        this.parties = parties;
    }

    /** A peer has left, of whom these have told. */
    void add(PeerAddress peer, Set<PeerAddress> tellers, long now) {
        absences.put(peer, new Absence(now + Ledger.LASTING.toNanos(), tellers));
        if (absences.size() > MOST) {
            Iterator<Absence> eldest = absences.values().iterator();
            end(eldest.next());
            eldest.remove();
        }
    }

    /** Whether what that teller tells of this holder counts nothing. */
    boolean refuses(PeerAddress holder, PeerAddress teller, long now) {
        Absence absence = absences.get(holder);
        boolean lasts = absence != null && absence.until - now > 0;
        if (absence != null && lasts) {
            absence.tellers.add(teller);
        }
        return lasts;
    }

    /** These are there: some may be back, and others have been gone for long enough. */
    void update(Set<PeerAddress> active, long now) {
        absences.entrySet().removeIf(each -> {
            boolean over = active.contains(each.getKey()) || each.getValue().until - now <= 0;
            if (over) {
                end(each.getValue());
            }
            return over;
        });
    }

    private void end(Absence absence) {
        for (PeerAddress each : absence.tellers) {
            Party teller = parties.find(each);
            if (teller != null) {
                teller.incomplete = true;
            }
        }
    }

    private static final class Absence {
        private final long until;
        private final Set<PeerAddress> tellers;

        Absence(long until, Set<PeerAddress> tellers) {
            this.until = until;
            this.tellers = new HashSet<>(tellers);
        }
    }
}
