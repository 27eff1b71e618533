package io.github.p2pdi.impl.store;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which files of a folder are documents: {@code rfc<number>.<extension>}, in any case. A name says its number, nothing else does. */
final class DocumentName {
    /** The extension is neither that of a file of our own nor what editors leave behind. */
    private static final Pattern FORM =
            Pattern.compile("(?i)rfc(\\d{1,200})\\.(?!(?:" + OwnFiles.EXTENSIONS + ")$)[^.\\p{C}]{0,19}[^.~\\p{C}]");

    /** What was meant to be a document's name, perhaps. */
    private static final Pattern NEARLY = Pattern.compile("(?is)rfc\\d+\\..*[\\p{C}\ufffd].*");

    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    /** Of files with the same number the text is shared: the wire's other end shows texts. */
    static final Comparator<Path> PREFERENCE =
            Comparator.comparing((Path file) -> !isText(file)).thenComparing(DocumentName::of);

    private DocumentName() {}

    static String of(Path file) {
        Path name = file.getFileName();
        return name == null ? "" : name.toString();
    }

    /** The digits in the name of a document. */
    static Optional<BigInteger> digits(String file) {
        Matcher name = FORM.matcher(file);
        return name.matches() ? Optional.of(new BigInteger(name.group(1))) : Optional.empty();
    }

    /** Why a file that looks like a document by its name is none. */
    static Optional<String> oddity(String file) {
        if (NEARLY.matcher(file).matches()) {
            return Optional.of("its name has characters that cannot be shown");
        }
        return digits(file)
                .filter(number -> number.compareTo(LARGEST) > 0)
                .map(number -> "the largest number a document can have is " + LARGEST);
    }

    /** A path as it may stand in a log line or a message. */
    static String shown(Path path) {
        return path.toString().replaceAll("\\p{C}", "?");
    }

    private static boolean isText(Path file) {
        return of(file).toLowerCase(Locale.ROOT).endsWith(".txt");
    }
}
