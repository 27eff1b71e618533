package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.state.StateFolder;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a peer's cookie across restarts, with whom and for which address it is good. Without a folder it forgets. */
public final class CookieMemory {
    private static final Logger LOG = LoggerFactory.getLogger(CookieMemory.class);
    private static final String NAME = "cookie";
    private static final String FORM = "p2pdi-cookie 1";
    private static final int LINES = 4;

    private final Optional<StateFolder> folder;

    /** Keeps it in that folder, if there is one. */
    public CookieMemory(Optional<StateFolder> folder) {
        this.folder = folder;
    }

    /** The cookie for that address at that server. */
    Optional<Cookie> recall(PeerAddress server, PeerAddress self) {
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        try {
            return folder.get().read(NAME).flatMap(text -> read(text, server, self));
        } catch (IOException e) {
            LOG.warn("the cookie of the last time cannot be read, going on without it: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<Cookie> read(String text, PeerAddress server, PeerAddress self) {
        List<String> lines = text.lines().toList();
        if (lines.size() != LINES || !lines.get(0).equals(FORM)) {
            LOG.warn("the cookie of the last time is damaged, going on without it");
            return Optional.empty();
        }
        if (!lines.get(1).equals(server.toString()) || !lines.get(2).equals(self.toString())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Cookie.parse(lines.get(3)));
        } catch (IllegalArgumentException e) {
            LOG.warn("the cookie of the last time is damaged, going on without it");
            return Optional.empty();
        }
    }

    /** Remembers a cookie; if that fails, the peer is known again by its address, or when its lease has ended. */
    void keep(PeerAddress server, PeerAddress self, Cookie cookie) {
        if (folder.isEmpty()) {
            return;
        }
        try {
            folder.get().write(NAME, FORM + "\n" + server + "\n" + self + "\n" + cookie.value() + "\n");
        } catch (IOException e) {
            LOG.warn("the cookie cannot be kept for the next time: {}", e.getMessage());
        }
    }
}
