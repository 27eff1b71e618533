package io.github.p2pdi.impl.index;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the index has changed since its listener was told last. Of each batch that was touched it is remembered how it was told, and what the change comes to is seen when it is
 * taken: so what comes and goes meanwhile leaves nothing behind, and however long nobody takes it, it is no more than what was told. One thread at a time.
 */
final class Untold {
    private final Map<Batch, Told> touched = new LinkedHashMap<>();
    private Block ownTold;

    /** Makes one of an index that has these own records and nothing else, which is told. */
    Untold(Block own) {
        ownTold = own;
    }

    /** A batch comes. */
    void comes(Batch batch) {
        touched.put(batch, new Told(null));
    }

    /** A row of a batch is about to vanish. */
    void thins(Batch batch) {
        touched.computeIfAbsent(batch, Told::now);
    }

    /** A batch goes. */
    void goes(Batch batch) {
        Told told = touched.computeIfAbsent(batch, Told::now);
        told.ended = true;
        if (told.gone == null) {
            touched.remove(batch);
        }
    }

    /** Whether there is something to take. */
    boolean isDue(Block own) {
        return own != ownTold || !touched.isEmpty();
    }

    /** What has changed; from now on it counts as told. */
    Difference take(Block own) {
        List<Difference.Part> gone = new ArrayList<>();
        List<Difference.Part> come = new ArrayList<>();
        touched.forEach((batch, told) -> {
            if (told.gone == null) {
                come.add(Difference.Part.without(batch.block, batch.gone));
            } else if (told.ended) {
                gone.add(Difference.Part.without(batch.block, told.gone));
            } else {
                BitSet vanished = (BitSet) batch.gone.clone();
                vanished.andNot(told.gone);
                gone.add(new Difference.Part(batch.block, vanished));
            }
        });
        if (own != ownTold) {
            gone.add(Difference.Part.without(ownTold, new BitSet()));
            come.add(Difference.Part.without(own, new BitSet()));
        }
        touched.clear();
        ownTold = own;
        return new Difference(gone, come);
    }

    /** What the listener knows of a batch. */
    private static final class Told {
        /** Which rows had vanished when it was told; none where it was not. */
        private final @Nullable BitSet gone;

        private boolean ended;

        Told(@Nullable BitSet gone) {
            this.gone = gone;
        }

        static Told now(Batch batch) {
            return new Told((BitSet) batch.gone.clone());
        }
    }
}
