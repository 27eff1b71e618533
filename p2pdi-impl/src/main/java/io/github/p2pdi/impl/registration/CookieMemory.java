package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.runtime.Reason;
import io.github.p2pdi.impl.state.StateFolder;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a peer's cookies across restarts, one a server, with whom and for which address each is good. Without a folder it forgets. Safe for concurrent use. */
public final class CookieMemory {
    private static final Logger LOG = LoggerFactory.getLogger(CookieMemory.class);
    private static final String NAME = "cookie";
    private static final String FORM = "p2pdi-cookie 2";
    private static final int WORDS = 3;
    /** With that many servers; who is in more loses the oldest. */
    private static final int MOST = 64;

    private final Optional<StateFolder> folder;

    /** Keeps them in that folder, if there is one. */
    public CookieMemory(Optional<StateFolder> folder) {
        this.folder = folder;
    }

    /** The cookie for that address at that server. */
    synchronized Optional<Cookie> recall(PeerAddress server, PeerAddress self) {
        String key = key(server, self);
        return lines().stream()
                .filter(line -> line.startsWith(key))
                .findFirst()
                .map(line -> Cookie.parse(line.substring(key.length())));
    }

    /** Remembers a cookie; if that fails, the peer is known again by its address, or when its lease has ended. */
    synchronized void keep(PeerAddress server, PeerAddress self, Cookie cookie) {
        if (folder.isEmpty()) {
            return;
        }
        Stream<String> others = lines().stream().filter(line -> !line.startsWith(server + " "));
        Stream<String> newest = Stream.concat(Stream.of(key(server, self) + cookie.value()), others);
        String text = Stream.concat(Stream.of(FORM), newest.limit(MOST)).collect(Collectors.joining("\n", "", "\n"));
        try {
            folder.get().write(NAME, text);
        } catch (IOException e) {
            LOG.warn("the cookie cannot be kept for the next time: {}", Reason.of(e));
        }
    }

    /** A server, an address there and a cookie each; the newest first. */
    private List<String> lines() {
        if (folder.isEmpty()) {
            return List.of();
        }
        try {
            String text = folder.get().read(NAME).orElse(FORM + "\n");
            List<String> lines = text.lines().toList();
            // Without its end it may have lost some of a cookie.
            if (!text.endsWith("\n")
                    || !lines.get(0).equals(FORM)
                    || !lines.stream().skip(1).allMatch(CookieMemory::isWhole)) {
                LOG.warn("the cookies of the last time are damaged, going on without them");
                return List.of();
            }
            return lines.subList(1, lines.size());
        } catch (IOException e) {
            LOG.warn("the cookies of the last time cannot be read, going on without them: {}", Reason.of(e));
            return List.of();
        }
    }

    private static boolean isWhole(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != WORDS) {
            return false;
        }
        try {
            Cookie.parse(words[WORDS - 1]);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String key(PeerAddress server, PeerAddress self) {
        return server + " " + self + " ";
    }
}
