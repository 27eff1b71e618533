package io.github.p2pdi.node;

/** What to do where a file has the name that a download would have. The file is never touched before the document is whole. */
public enum ExistingFile {
    /** The download fails, before anything is fetched where the name is known by then. The default. */
    FAIL,

    /** The document takes its place, in one step. */
    REPLACE,

    /** The document takes another name, {@code name (1).ext} or the next that is free. So it does where another download is writing what will have its name. */
    RENAME,

    /**
     * Where the file has the same bytes, it is the result, and nothing is fetched if its digest shows that beforehand; where it has others, the
     * download fails.
     */
    SKIP_IF_SAME
}
