package io.github.p2pdi.impl.store;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells a title from the first lines of a text: by where it stands, by its capitals, and by its end. */
final class TitleForm {
    private static final int MOST_LINES = 5;
    private static final int WIDEST = 80;
    /** What is indented this far is in the middle of the page, whatever its length. */
    private static final int MIDDLE = 8;

    private static final int OFF_CENTRE = 4;

    /** What a title can begin with, besides letters and digits. */
    private static final String OPENING = "\"'(\u201c\u2018";

    private static final int LONGEST_SECTION = 40;
    private static final Pattern SECTION = Pattern.compile(
            "(?i)([\\divx]+\\.? +)?(abstract|introduction|preface|foreword"
                    + "|(table of )?contents|purpose|overview|disclaimer|summary|memorandum|status of this (memo|document))\\W*");

    private TitleForm() {}

    /** The text of a block that looks like a title. */
    static Optional<String> title(TextBlock block) {
        List<TextLine> lines = block.without(line -> line.isUnderline() || isDraftName(line.words()));
        if (lines.isEmpty() || lines.size() > MOST_LINES) {
            return Optional.empty();
        }
        TextBlock title = new TextBlock(lines);
        String text = title.text();
        boolean underlined = lines.size() < block.lines().size();
        return isPossible(text) && hasForm(title, text, underlined) ? Optional.of(text) : Optional.empty();
    }

    private static boolean isDraftName(String words) {
        return (words.startsWith("draft-") || words.startsWith("<draft-")) && words.indexOf(' ') < 0;
    }

    private static boolean hasForm(TextBlock title, String text, boolean underlined) {
        if (!title.all(line -> line.end() <= WIDEST)) {
            return false;
        }
        if (title.indent() >= MIDDLE) {
            return capitals(text) >= 0.3;
        }
        if (title.isOneLine()) {
            return underlined || isHeading(text);
        }
        // Lines of a text are flush, those of a title centred. Two flush ones can be a title still, in capitals nearly
        // all.
        boolean centred = !title.isFlush() && title.all(line -> line.offCentre() <= OFF_CENTRE);
        return isHeading(text) && (centred || (title.lines().size() == 2 && capitals(text) >= 0.7));
    }

    private static boolean isPossible(String text) {
        boolean begins = Character.isLetterOrDigit(text.charAt(0)) || OPENING.indexOf(text.charAt(0)) >= 0;
        return begins
                && text.chars().anyMatch(Character::isLetter)
                && !(text.length() < LONGEST_SECTION && SECTION.matcher(text).matches());
    }

    /** Whether a line that stands at the left edge is a title all the same: capitals, and no end of a sentence. */
    static boolean isHeading(String text) {
        return isPossible(text)
                && text.length() <= 2 * WIDEST
                && ".;,:".indexOf(text.charAt(text.length() - 1)) < 0
                && capitals(text) >= 0.6;
    }

    /** How many of the words of four letters or more begin with a capital, from 0 to 1; the short ones say nothing. */
    private static double capitals(String text) {
        int words = 0;
        int small = 0;
        for (int start = 0, i = 0; i <= text.length(); i++) {
            if (i == text.length() || !isPartOfWord(text.charAt(i))) {
                boolean counts = i - start >= 4;
                words += counts ? 1 : 0;
                small += counts && Character.isLowerCase(text.charAt(start)) ? 1 : 0;
                start = i + 1;
            }
        }
        return words == 0 ? 1 : 1 - (double) small / words;
    }

    private static boolean isPartOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '\'';
    }
}
