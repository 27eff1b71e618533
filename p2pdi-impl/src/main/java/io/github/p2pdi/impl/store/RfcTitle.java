package io.github.p2pdi.impl.store;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the title in a document's head. After the heading's blocks comes the title, as a rule: one block in the middle of the page, sometimes at
 * its left edge. The exceptions have a method each. Where nothing looks like a title there is none: the start of a sentence would be worse.
 */
final class RfcTitle {
    /** How much of a file is enough; the longest list of authors fits. */
    static final int HEAD_BYTES = 4096;

    private static final int LONGEST = 200;
    /** Blank pages, authors and dates: no title stands deeper. */
    private static final int HEADER_WITHIN = 5;

    /** Into how many more blocks a title goes on. */
    private static final int MORE_BLOCKS = 3;

    private static final String LABEL = "title:";
    private static final Pattern JOURNAL = Pattern.compile("NWG/RFC ?#? ?\\d+ .*");
    /** No title ends with one of these. */
    private static final Set<String> LINKS =
            Set.of("for", "of", "the", "and", "or", "to", "in", "on", "a", "an", "with", "from", "by", "at");

    private final TextHead blocks;

    private RfcTitle(TextHead blocks) {
        this.blocks = blocks;
    }

    /** The title in the first bytes of a file, in one line and without control characters, where it can be told. */
    static Optional<String> in(ByteBuffer head) {
        return new RfcTitle(new TextHead(head)).find().map(RfcTitle::trimmed).filter(title -> !title.isEmpty());
    }

    private Optional<String> find() {
        for (int i = 0; i < HEADER_WITHIN && blocks.has(i); i++) {
            if (RfcHeader.isHeader(blocks.get(i))) {
                int header = i;
                return inHeader(blocks.get(i)).or(() -> after(header)).or(() -> before(header));
            }
        }
        return heading();
    }

    private Optional<String> inHeader(TextBlock header) {
        TextLine first = header.first();
        if (header.isOneLine()) {
            return RfcHeader.titleBetweenKeys(first).filter(TitleForm::isHeading);
        }
        if (JOURNAL.matcher(first.words()).matches() && header.lines().get(1).indent() == 0) {
            return Optional.of(header.lines().get(1).columns().get(0)).filter(TitleForm::isHeading);
        }
        return attached(header);
    }

    /** No blank line before the title: then it is what follows the last line of the header. */
    private static Optional<String> attached(TextBlock header) {
        int from = header.lines().size();
        while (from > 0 && isInTheMiddle(header.lines().get(from - 1))) {
            from--;
        }
        if (from == 0 || from == header.lines().size()) {
            return Optional.empty();
        }
        TextBlock rest =
                new TextBlock(header.lines().subList(from, header.lines().size()));
        return TitleForm.title(rest);
    }

    private static boolean isInTheMiddle(TextLine line) {
        return line.indent() >= 8
                && !RfcHeader.isSidewise(line)
                && !RfcHeader.isDate(line)
                && !RfcHeader.isHeader(line);
    }

    private Optional<String> after(int header) {
        for (int i = header + 1; blocks.has(i); i++) {
            TextBlock block = blocks.get(i);
            if (RfcHeader.isHeader(block)) {
                Optional<String> title = inHeader(block);
                if (title.isPresent()) {
                    return title;
                }
            } else if (!RfcHeader.isOnTheRight(block)) {
                return RfcHeader.isDate(block) ? onCoverPage(i) : following(i, MORE_BLOCKS);
            }
        }
        return Optional.empty();
    }

    private Optional<String> following(int at, int more) {
        String words = blocks.get(at).first().words();
        if (words.regionMatches(true, 0, LABEL, 0, LABEL.length())) {
            return Optional.of(words.substring(LABEL.length()).strip());
        }
        return TitleForm.title(blocks.get(at)).map(title -> continued(title, at + 1, more));
    }

    /** Date, author and organisation in the middle of the page, each on its own, and the title last: before the categories. */
    private Optional<String> onCoverPage(int date) {
        for (int i = date + 2; blocks.has(i); i++) {
            if (RfcHeader.isHeader(blocks.get(i))) {
                return Optional.of(blocks.get(i - 1).text());
            }
        }
        return Optional.empty();
    }

    /** A title that ends like half a sentence goes on behind the blank line. */
    private String continued(String title, int next, int more) {
        return more > 0 && isHalf(title) && blocks.has(next)
                ? following(next, more - 1).map(rest -> title + " " + rest).orElse(title)
                : title;
    }

    private static boolean isHalf(String title) {
        String last = title.substring(title.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
        return LINKS.contains(last) || last.endsWith("'s") || "-:,".indexOf(last.charAt(last.length() - 1)) >= 0;
    }

    private Optional<String> before(int header) {
        return header == 0 ? Optional.empty() : TitleForm.title(blocks.get(0));
    }

    /** A text without any header: its first line, where that stands alone before the rest. */
    private Optional<String> heading() {
        if (!blocks.has(1) || !blocks.get(0).isOneLine()) {
            return Optional.empty();
        }
        return Optional.of(blocks.get(0).text()).filter(TitleForm::isHeading);
    }

    private static String trimmed(String title) {
        String text =
                title.endsWith("*") ? title.substring(0, title.length() - 1).strip() : title;
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end).strip();
    }
}
