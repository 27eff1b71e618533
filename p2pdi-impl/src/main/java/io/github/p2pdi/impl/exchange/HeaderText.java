package io.github.p2pdi.impl.exchange;

/** What others have said that is to be sent back to them in a header. */
public final class HeaderText {
    private HeaderText() {}

    /** Whether a header can hold it: it has neither control characters nor halves of surrogate pairs. */
    public static boolean isSendable(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}
