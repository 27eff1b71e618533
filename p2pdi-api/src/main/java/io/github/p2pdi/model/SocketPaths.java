package io.github.p2pdi.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paths of sockets in the file system, as addresses have them. */
final class SocketPaths {
    private static final String SCHEME = PeerAddress.UNIX + ":";
    /** With one slash or three, as URIs have it. */
    private static final Pattern TEXT =
            Pattern.compile("unix:(?://)?(/(?!/).*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Systems take about a hundred bytes; this only keeps nonsense out. */
    private static final int LONGEST = 255;

    private SocketPaths() {}

    /** The path in a text such as {@code unix:/path} or {@code unix:///path}; empty if it is none of a socket. */
    static Optional<String> in(String text) {
        if (!text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        Matcher parts = TEXT.matcher(text);
        return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
    }

    static String checked(String path, int port) {
        boolean fits = path.startsWith("/")
                && path.length() > 1
                && path.length() <= LONGEST
                && path.chars().noneMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c));
        if (!fits) {
            throw new IllegalArgumentException(
                    "the path of a socket begins with / and has neither spaces nor more than " + LONGEST
                            + " characters; this is not one: '" + HostNames.shown(path) + "'");
        }
        if (port != 0) {
            throw new IllegalArgumentException("a socket in the file system has no port, and not " + port);
        }
        return path;
    }
}
