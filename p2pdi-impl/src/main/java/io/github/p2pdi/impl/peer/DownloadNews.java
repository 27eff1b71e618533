package io.github.p2pdi.impl.peer;

import io.github.p2pdi.impl.download.DownloadQueue;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.PeerListener;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a peer's listener of its downloads, away from where they happen. */
final class DownloadNews implements DownloadQueue.Events {
    private static final Logger LOG = LoggerFactory.getLogger(DownloadNews.class);

    private final PeerListener listener;
    private final Consumer<Runnable> events;

    DownloadNews(PeerListener listener, Consumer<Runnable> events) {
        this.listener = listener;
        this.events = events;
    }

    @Override
    public void changed(Download download) {
        if (listener != PeerListener.NONE) {
            events.accept(() -> listener.downloadChanged(download));
        }
    }

    @Override
    public void dropped(long number, PeerAddress holder, String why) {
        LOG.info("document {} is not had from {} any more: it {}", number, holder, why);
        if (listener != PeerListener.NONE) {
            events.accept(() -> listener.holderDropped(number, holder, why));
        }
    }
}
