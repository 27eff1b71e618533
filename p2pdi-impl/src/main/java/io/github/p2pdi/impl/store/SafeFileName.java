package io.github.p2pdi.impl.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name under which a document from elsewhere is stored. The holder proposes one, and might be hostile, so a name is taken only if it is a plain
 * one on every system: the same rules hold everywhere, whatever this system would allow. A name that needs mending is not mended but replaced, as a
 * mended one can collide with another.
 */
public final class SafeFileName {
    /** File systems take 255 bytes; what we append while we download needs some of them. */
    private static final int MOST_BYTES = 200;

    /** Separators, wild cards, streams ({@code a:b}) and what shells and Windows take for something else. */
    private static final String RESERVED = "<>:\"/\\|?*";
    /** Hidden files, options of commands, home folders; blanks that nobody sees. */
    private static final Pattern BAD_START = Pattern.compile("[-.~ ].*");
    /** Windows drops these, and so opens another file. */
    private static final Pattern BAD_END = Pattern.compile(".*[. ]");
    /** Windows finds a device behind these, with any extension. */
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|clock\\$|conin\\$|conout\\$|(com|lpt)[0-9]) *(\\..*)?");
    /** Who stores a document under one of these could replace one. */
    private static final Pattern OURS = Pattern.compile(".*\\.(" + OwnFiles.EXTENSIONS + ")");

    private SafeFileName() {}

    /**
     * The name to store a document under: always a plain child of whatever folder it is resolved in.
     *
     * @param path the path or name that the holder told, as it came
     * @param number the document's number
     */
    public static String of(String path, long number) {
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        return isSafe(name) ? name : "rfc" + number + ".txt";
    }

    private static boolean isSafe(String name) {
        if (name.isEmpty() || name.length() > MOST_BYTES || !name.codePoints().allMatch(SafeFileName::isPlain)) {
            return false;
        }
        return isPlainName(name)
                && isPlainWhenFolded(name)
                && name.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
                && isPossibleHere(name);
    }

    /** Two spellings of one name are two names here and one file elsewhere. And what looks like a slash or a dot can become one. */
    private static boolean isPlainWhenFolded(String name) {
        // ASCII stays as it is, and most names need not wait for the tables of all else to be loaded.
        if (name.chars().allMatch(c -> c < 128)) {
            return true;
        }
        String folded = Normalizer.normalize(name, Normalizer.Form.NFKC);
        return Normalizer.isNormalized(name, Normalizer.Form.NFC)
                && folded.codePoints().allMatch(SafeFileName::isPlain)
                && isPlainName(folded);
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> RESERVED.indexOf(c) < 0;
        };
    }

    private static boolean isPlainName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !BAD_START.matcher(name).matches()
                && !BAD_END.matcher(name).matches()
                && !DEVICE.matcher(lower).matches()
                && !OURS.matcher(lower).matches();
    }

    /** A system whose names are not Unicode may be unable to write this one. */
    private static boolean isPossibleHere(String name) {
        try {
            return Path.of(name).getNameCount() == 1;
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
