package io.github.p2pdi.examples;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A terminal in which lines can be drawn again.
 *
 * @param rows how many lines it shows
 * @param columns how many letters a line has
 */
record Terminal(int rows, int columns) {
    private static final Terminal USUAL = new Terminal(24, 80);
    private static final int NARROWEST = 10;
    private static final Path STDERR = Path.of("/proc/self/fd/2");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,5}) ([0-9]{1,5})");

    /**
     * The one that stderr is, or none. A shell is asked: Java tells of stdin and stdout alone and not how wide it is, and a library that knows
     * takes the signals from the JVM, so that SIGINT would end it at once.
     */
    static Optional<Terminal> ofStderr() {
        String type = System.getenv("TERM");
        if (type == null || type.equals("dumb") || isElsewhere(STDERR)) {
            return Optional.empty();
        }
        try {
            Process shell = new ProcessBuilder("sh", "-c", "[ -t 2 ] && { stty size <&2 2>/dev/null || echo; }")
                    .redirectError(Redirect.INHERIT)
                    .start();
            try (BufferedReader answer = shell.inputReader()) {
                return Optional.ofNullable(answer.readLine()).map(Terminal::ofSize);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether it is known to be a file, a pipe or nothing, for which no shell needs to be started; where nothing is known it may be a terminal. */
    static boolean isElsewhere(Path descriptor) {
        try {
            Path target = Files.readSymbolicLink(descriptor);
            return !target.startsWith("/dev") || target.endsWith("null");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** By what {@code stty size} says, which is 0 0 where nobody has set it. */
    static Terminal ofSize(String size) {
        Matcher words = SIZE.matcher(size);
        if (!words.matches()) {
            return USUAL;
        }
        int rows = Integer.parseInt(words.group(1));
        int columns = Integer.parseInt(words.group(2));
        return new Terminal(rows == 0 ? USUAL.rows : rows, columns < NARROWEST ? USUAL.columns : columns);
    }
}
