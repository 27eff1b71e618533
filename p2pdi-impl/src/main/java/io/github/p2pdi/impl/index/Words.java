package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.Rfc;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What somebody searches for: words that all must be in a title, or a number. Upper case is compared, as it is where more letters meet.
 */
final class Words {
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final List<String> words;
    /** Or -1; no record has that number. */
    private final long number;

    Words(String text) {
        words = Arrays.stream(SPACE.split(upper(text)))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        number = words.size() == 1 && NUMBER.matcher(words.get(0)).matches() ? Long.parseLong(words.get(0)) : -1;
    }

    boolean find(Rfc rfc) {
        if (rfc.number() == number) {
            return true;
        }
        String title = upper(rfc.title());
        return words.stream().allMatch(title::contains);
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
