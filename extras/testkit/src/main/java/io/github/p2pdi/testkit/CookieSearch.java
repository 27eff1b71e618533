package io.github.p2pdi.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Searches text for cookies, which belong in no log, list, message or exception. A cookie of this library has 63 random bits: all but one in ten
 * thousand have 16 to 19 digits, which nothing else has that is worth printing.
 *
 * <p>Safe for concurrent use.
 */
public final class CookieSearch {
    /** Such a number that stands alone: not within a name, a path or a fraction, and not the largest long, nor the one after it. */
    private static final Pattern COOKIE =
            Pattern.compile("(?<![\\w/.-])-?(?!922337203685477580[78]\\b)[0-9]{16,19}(?![\\w-]|\\.[0-9a-z])");

    private CookieSearch() {}

    /**
     * {@return the lines that seem to have a cookie in them}
     *
     * @param file UTF-8 text of any size
     * @throws IOException if it cannot be read
     */
    public static List<String> in(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(CookieSearch::hasCookie).toList();
        }
    }

    /**
     * {@return whether a line seems to have a cookie in it}
     *
     * @param line any text
     */
    public static boolean hasCookie(String line) {
        return COOKIE.matcher(line).find();
    }
}
