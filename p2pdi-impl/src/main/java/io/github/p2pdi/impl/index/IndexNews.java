package io.github.p2pdi.impl.index;

import io.github.p2pdi.node.PeerListener;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Who is told what happens to an index. All are called outside its lock.
 *
 * @param listener is told what has changed; for {@link PeerListener#NONE} nothing of that is looked at
 * @param events calls the listener later: always the same event of an index, given again and again until it is called; it must not be dropped
 * @param refused is told how many records there was no room for, each time that there are some; must not block
 */
public record IndexNews(PeerListener listener, Consumer<Runnable> events, LongConsumer refused) {
    /** Tells nobody. */
    public static final IndexNews NONE = new IndexNews(PeerListener.NONE, event -> {}, records -> {});
}
