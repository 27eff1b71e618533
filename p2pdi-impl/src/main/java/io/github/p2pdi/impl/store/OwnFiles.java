package io.github.p2pdi.impl.store;

/** What the names of files of our own end with. None of them is a document that is shared, and no document is stored under such a name. */
public final class OwnFiles {
    /** Half a download. */
    public static final String PART = ".part";

    /** What is known of that. */
    public static final String STATE = ".state";

    /** All extensions, for a pattern; also those of files that lock folders, and of what is being written. */
    static final String EXTENSIONS = "part|state|lock|tmp";

    private OwnFiles() {}
}
