package io.github.p2pdi.node;

import io.github.p2pdi.model.Rfc;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What somebody looks for in an index: words that must all be in a title, in any case and any order, each anywhere in it; or a number.
 *
 * <p>Words and titles are compared folded: compatibility decomposition (NFKD, Unicode annex 15), without combining diacritical marks (U+0300 to
 * U+036F), in upper case of no language. So {@code uber} is in {@code Über}, {@code STRASSE} in {@code Straße}, and {@code 1} is a full-width 1.
 *
 * <p>Immutable.
 */
public final class TitleQuery {
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern MARKS = Pattern.compile("[\\u0300-\\u036f]+");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");

    private final List<String> words;
    private final OptionalLong number;

    private TitleQuery(List<String> words) {
        this.words = words;
        this.number = words.size() == 1 ? number(words.get(0)) : OptionalLong.empty();
    }

    private static OptionalLong number(String word) {
        if (!NUMBER.matcher(word).matches()) {
            return OptionalLong.empty();
        }
        // What is too large for a long is a negative one, as it has no more than 19 digits.
        long number = Long.parseUnsignedLong(word);
        return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /** How well a record is what is looked for, the best first. */
    public enum Match {
        /** It has the number that was looked for. */
        NUMBER,
        /**
         * Each word is a word of the title: no letter and no digit is next to it. Every character beyond ASCII counts as a letter.
         */
        WHOLE_WORDS,
        /** Each word is somewhere in the title. */
        PARTS,
        /** It is something else. */
        NONE
    }

    /**
     * {@return what a text asks for}
     *
     * @param text words with white space between them, or a number; without any word, everything is found
     */
    public static TitleQuery of(String text) {
        return new TitleQuery(Arrays.stream(SPACE.split(fold(text)))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList());
    }

    /**
     * {@return a text in the form in which texts are compared}
     *
     * @param text a title, or words that are looked for
     */
    public static String fold(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        return MARKS.matcher(decomposed).replaceAll("").toUpperCase(Locale.ROOT);
    }

    /** {@return the words, folded, each once} */
    public List<String> words() {
        return words;
    }

    /** {@return the number, where the text is one} */
    public OptionalLong number() {
        return number;
    }

    /**
     * {@return how well a record is what is looked for}
     *
     * @param rfc the record
     */
    public Match match(Rfc rfc) {
        if (number.isPresent() && number.getAsLong() == rfc.number()) {
            return Match.NUMBER;
        }
        String title = fold(rfc.title());
        if (!words.stream().allMatch(title::contains)) {
            return Match.NONE;
        }
        return words.stream().allMatch(word -> standsAlone(word, title)) ? Match.WHOLE_WORDS : Match.PARTS;
    }

    /** Those that find the same are equal: the words count, in their order, and not how they were written. */
    @Override
    public boolean equals(Object other) {
        return other instanceof TitleQuery that && words.equals(that.words);
    }

    @Override
    public int hashCode() {
        return words.hashCode();
    }

    /** {@return the words, folded, with spaces between them} */
    @Override
    public String toString() {
        return String.join(" ", words);
    }

    private static boolean standsAlone(String word, String title) {
        for (int at = title.indexOf(word); at >= 0; at = title.indexOf(word, at + 1)) {
            int end = at + word.length();
            if ((at == 0 || !isLetter(title.charAt(at - 1)))
                    && (end == title.length() || !isLetter(title.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLetter(char c) {
        return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }
}
