package io.github.p2pdi.impl.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells the parts of an RFC's heading apart that are not its title: who, when, which number. Fifty years of them are not uniform: {@code Request
 * for Comments: 7}, {@code RFC-7}, {@code NWG/RFC# 7}, {@code REQUEST FOR COMMENT #7}, on the left, on the right, or in the middle of the page.
 */
final class RfcHeader {
    private static final String NUMBER = "[ :#.-]*(no\\.? *)?#? *\\d+";
    private static final Pattern GROUP = pattern("networ\\w*( \\w+)?,? (gro\\w+|note)|nwg|internet[ -]draft.*"
            + "|internet (engineering|architecture|research) .*|independent submission");
    private static final Pattern RFC =
            pattern("(nwg ?/? ?)?(rfc|request +(for +)?comments?)" + NUMBER + "\\w*,?( +\\(?\\w+\\)?|,? +nic.*)?");
    private static final Pattern SERIES = pattern("(nic|network information center|std|bcp|fyi|issn)" + NUMBER + ".*");
    private static final Pattern LABEL = pattern("\\[?(cat[ae]gor(y|ies)|obsoletes?|up[dt]a[dt]es?|related|references?"
            + "|supers[ce]edes|rfc'?s? (obsoleted|updated)|obsoleted by|updated by|intended status|expires)"
            + "( rfc'?s?)?( *:.*| +(rfc|nic|none|#|[a-z]?\\.?\\d).*| {2,}.*|)");
    private static final Pattern DATE =
            pattern("(\\d{1,2}(st|nd|rd|th)?[ -]+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?"
                    + "(,?[ -]*\\d{1,2})?,?[ -]+'?[l\\d]\\d{1,3}|\\d{1,2}/\\d{1,2}/\\d{2,4}");
    private static final Predicate<String> KEY = Stream.of(GROUP, RFC, SERIES, LABEL)
            .map(Pattern::asMatchPredicate)
            .reduce(Predicate::or)
            .orElseThrow();
    private static final String FIRST_LETTERS = "[BCEFINORSUbcefinorsu";
    private static final Predicate<String> WHEN = DATE.asMatchPredicate();
    /** Names and dates on the right begin behind this column; no title does. */
    private static final int RIGHT = 38;

    private RfcHeader() {}

    private static Pattern pattern(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
    }

    static boolean isHeader(TextLine line) {
        for (String column : line.columns()) {
            if (isKey(column)) {
                return true;
            }
        }
        return false;
    }

    /** The first letter decides most cases, as thousands of heads are read when a folder is opened. */
    private static boolean isKey(String column) {
        return FIRST_LETTERS.indexOf(column.charAt(0)) >= 0 && KEY.test(column);
    }

    static boolean isHeader(TextBlock block) {
        return !block.all(line -> !isHeader(line));
    }

    static boolean isDate(TextLine line) {
        String words = line.words();
        return Character.isDigit(words.charAt(words.length() - 1)) && WHEN.test(words);
    }

    static boolean isDate(TextBlock block) {
        return block.all(RfcHeader::isDate);
    }

    static boolean isOnTheRight(TextBlock block) {
        return block.indent() >= RIGHT;
    }

    /** Whether a line stands in two columns, or in the right one alone. */
    static boolean isSidewise(TextLine line) {
        return line.indent() >= RIGHT || line.columns().size() > 1;
    }

    /** Some lists of that time have their title, date and numbers in one line. */
    static Optional<String> titleBetweenKeys(TextLine line) {
        List<String> rest =
                line.columns().stream().filter(KEY.or(WHEN).negate()).toList();
        boolean near = rest.size() == 1 && line.text().indexOf(rest.get(0)) < RIGHT;
        return near ? Optional.of(rest.get(0)) : Optional.empty();
    }
}
