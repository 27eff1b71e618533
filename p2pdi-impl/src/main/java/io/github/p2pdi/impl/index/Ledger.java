package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.IndexLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What others have told, one record a key. A holder has either spoken for itself, and then all records of it are its own words, or it has not,
 * and then all are hearsay; so the two never compete for a key. One thread at a time.
 */
final class Ledger {
    /** How long a holder's own word lasts, and hearsay at most. */
    static final Duration LASTING = Duration.ofHours(2);

    private final IndexLimits limits;
    private final RecordTable table;
    private final Parties parties = new Parties();
    private final TreeSet<Batch> lapses = new TreeSet<>(Batch::compareByLapse);
    private long serial;
    private long refused;

    /** Makes an empty ledger, with what is to know of all that comes and goes. */
    Ledger(IndexLimits limits, @Nullable Untold untold) {
        this.limits = limits;
        this.table = new RecordTable(untold);
    }

    RecordTable table() {
        return table;
    }

    /** How many records there was no room for. */
    long refused() {
        return refused;
    }

    /** Drops what has lapsed; whether there was a record among it. */
    boolean sweep(long now) {
        int before = table.size();
        while (!lapses.isEmpty() && lapses.first().lapsesAt - now <= 0) {
            Batch due = lapses.first();
            if (due.ownWords) {
                drop(due);
            } else {
                dropLapsed(due, now);
            }
        }
        return table.size() < before;
    }

    /** Puts an answer in place of all that this peer told before; whether the records differ now. */
    boolean merge(Answer answer, long now) {
        Party teller = parties.get(answer.from());
        Batch before = teller.hearsay;
        long[] until = lapses(answer, before, now);
        if (before != null) {
            drop(before);
        }
        boolean differs = takeWords(answer, teller, now);
        differs |= takeHearsay(answer, teller, until, before, now);
        refused += answer.refused();
        return differs;
    }

    /**
     * What a peer has told as far as it counts: its own words, and hearsay with the time that is left to it. None if it has not spoken for itself, or what
     * it said has lapsed.
     */
    Optional<List<Learned>> told(PeerAddress address, long now) {
        Party teller = parties.find(address);
        if (teller == null || teller.words == null) {
            return Optional.empty();
        }
        Block words = teller.words.block;
        List<Learned> told = new ArrayList<>(words.rows());
        for (int row = 0; row < words.rows(); row++) {
            told.add(new Learned(words.rfc(row), Optional.empty()));
        }
        if (teller.hearsay != null) {
            teller.hearsay.addLiving(told, now);
        }
        return Optional.of(told);
    }

    /** Whether a peer has spoken for itself within half the time that its words last. */
    boolean isFresh(PeerAddress address, long now) {
        Party teller = parties.find(address);
        return teller != null && teller.words != null && teller.words.lapsesAt - now > LASTING.toNanos() / 2;
    }

    /** Drops the own words of a holder and the hearsay about it; whether there was any. */
    boolean forget(PeerAddress address) {
        Party holder = parties.find(address);
        if (holder == null) {
            return false;
        }
        int before = table.size();
        if (holder.words != null) {
            drop(holder.words);
        }
        forgetHearsay(holder);
        parties.tidy(holder);
        return table.size() < before;
    }

    /** All peers of which there is a record, or that said there is none. */
    Set<PeerAddress> holders() {
        return parties.holders();
    }

    /** Whether a peer has spoken for itself. */
    boolean hasSpoken(PeerAddress address) {
        Party party = parties.find(address);
        return party != null && party.words != null;
    }

    private boolean takeWords(Answer answer, Party teller, long now) {
        long until = now + LASTING.toNanos();
        Batch before = teller.words;
        if (before != null && before.block.same(answer.words())) {
            lapses.remove(before);
            before.lapsesAt = until;
            lapses.add(before);
            return false;
        }
        Block had = before == null ? heardOf(teller) : before.block;
        if (before != null) {
            drop(before);
        } else {
            forgetHearsay(teller);
        }
        Block words = fitting(answer.words());
        teller.words = begin(new Batch(teller, true, words, new long[0], until, serial++));
        parties.put(teller);
        return !had.same(words);
    }

    /** What is heard of somebody, as he would tell it himself. */
    private Block heardOf(Party holder) {
        List<Rfc> heard = new ArrayList<>();
        for (int id : table.heardOf(holder)) {
            heard.add(table.batch(id).block.rfc(table.row(id)));
        }
        heard.sort(KeyOrder.BY_KEY);
        return Block.of(heard);
    }

    /** As much of it as there is room for. */
    private Block fitting(Block words) {
        int room = limits.records() - table.size();
        long bytes = limits.textBytes() - table.textBytes();
        if (words.rows() <= room && words.textBytes() <= bytes) {
            return words;
        }
        Block.Builder some = new Block.Builder(Math.min(room, words.rows()), bytes);
        for (int row = 0; row < words.rows(); row++) {
            refused += some.rows() < room && some.add(words.rfc(row)) ? 0 : 1;
        }
        return some.build();
    }

    /** When each record of hearsay lapses: hearing it again from the same peer does not lengthen it. */
    private long[] lapses(Answer answer, @Nullable Batch before, long now) {
        long[] until = new long[answer.hearsay().size()];
        for (int i = 0; i < until.length; i++) {
            Learned learned = answer.hearsay().get(i);
            Duration ttl = learned.ttl().orElse(LASTING);
            until[i] = now + (ttl.compareTo(LASTING) < 0 ? ttl : LASTING).toNanos();
            int known = heard(learned.rfc());
            if (known != Rows.NONE && table.batch(known) == before) {
                long lapsed = table.batch(known).lapsesAt(table.row(known));
                until[i] = lapsed - until[i] < 0 ? lapsed : until[i];
            }
        }
        return until;
    }

    private int heard(Rfc rfc) {
        Party holder = parties.find(rfc.holder());
        return holder == null ? Rows.NONE : table.heard(rfc.number(), holder);
    }

    private boolean takeHearsay(Answer answer, Party teller, long[] until, @Nullable Batch before, long now) {
        int room = limits.records() - table.size();
        long ofOne = limits.textBytesOfOne() - answer.words().textBytes();
        HearsayBuilder taken =
                new HearsayBuilder(until.length, Math.min(ofOne, limits.textBytes() - table.textBytes()));
        for (int i = 0; i < until.length; i++) {
            Rfc rfc = answer.hearsay().get(i).rfc();
            if (isNews(rfc)) {
                refused += taken.rows() < room && taken.add(rfc, until[i]) ? 0 : 1;
            }
        }
        if (taken.rows() == 0) {
            return before != null && before.living > 0;
        }
        Batch batch = begin(taken, teller, now);
        return before == null || !before.sameLiving(batch.block);
    }

    private boolean isNews(Rfc rfc) {
        Party holder = parties.find(rfc.holder());
        return holder == null || (holder.words == null && table.heard(rfc.number(), holder) == Rows.NONE);
    }

    private Batch begin(HearsayBuilder taken, Party teller, long now) {
        Batch batch = taken.build(teller, serial++);
        batch.holders = parties.get(batch.block.holders());
        batch.lapsesAt = batch.soonest(now);
        teller.hearsay = batch;
        parties.put(teller);
        return begin(batch);
    }

    private Batch begin(Batch batch) {
        table.add(batch);
        lapses.add(batch);
        return batch;
    }

    private void drop(Batch batch) {
        lapses.remove(batch);
        table.remove(batch);
        if (batch.ownWords) {
            batch.teller.words = null;
        } else {
            batch.teller.hearsay = null;
            parties.tidy(batch.holders);
        }
        parties.tidy(batch.teller);
    }

    private void dropLapsed(Batch batch, long now) {
        lapses.remove(batch);
        for (int row = 0; row < batch.block.rows(); row++) {
            if (!batch.gone.get(row) && batch.lapsesAt(row) - now <= 0) {
                table.remove(batch, row);
                parties.tidy(batch.holder(row));
            }
        }
        if (batch.living > 0) {
            batch.lapsesAt = batch.soonest(now);
            lapses.add(batch);
        }
        shrink(batch, now);
    }

    private void forgetHearsay(Party holder) {
        Set<Batch> thinned = new HashSet<>();
        for (int id : table.heardOf(holder)) {
            thinned.add(table.batch(id));
            table.remove(table.batch(id), table.row(id));
        }
        thinned.forEach(batch -> shrink(batch, batch.lapsesAt));
    }

    /** What has vanished takes memory, so where it is more than half, the rest moves to a batch of its own. */
    private void shrink(Batch batch, long now) {
        if (batch.living == 0) {
            drop(batch);
        } else if (2 * batch.living < batch.block.rows()) {
            HearsayBuilder rest = new HearsayBuilder(batch.living, Long.MAX_VALUE);
            for (int row = 0; row < batch.block.rows(); row++) {
                if (!batch.gone.get(row)) {
                    rest.add(batch.block.rfc(row), batch.lapsesAt(row));
                }
            }
            drop(batch);
            begin(rest, batch.teller, now);
        }
    }
}
