package io.github.p2pdi.wire;

/** The names of the headers of the protocol, as they are written. */
public final class HeaderNames {
    /** What the client can read; {@value} with {@link #JSON} asks for the additions of the protocol's part 2. */
    public static final String ACCEPT = "Accept";
    /** Where the page before ended. */
    public static final String AFTER = "After";
    /** The bytes of the body. */
    public static final String CONTENT_LENGTH = "Content-Length";
    /** Which part of a document the body is. */
    public static final String CONTENT_RANGE = "Content-Range";
    /** The kind of the body. */
    public static final String CONTENT_TYPE = "Content-Type";
    /** When the message was made. */
    public static final String DATE = "Date";
    /** The tag of what the answer holds. */
    public static final String ETAG = "ETag";
    /** The sender's host name. */
    public static final String HOST = "Host";
    /** The digest that the document must have. */
    public static final String IF_MATCH = "If-Match";
    /** The tag of what the asker has already: a list, or an index. */
    public static final String IF_NONE_MATCH = "If-None-Match";
    /** The lease that is wanted, in seconds. */
    public static final String LEASE = "Lease";
    /** How many peers or records are wanted. */
    public static final String LIMIT = "Limit";
    /** Where this page ends, if it is not the last. */
    public static final String NEXT = "Next";
    /** The sender's operating system. */
    public static final String OS = "OS";
    /** The secret of a registered peer. */
    public static final String PEER_COOKIE = "Peer-Cookie";
    /** The port of the peer's own server. */
    public static final String PORT = "Port";
    /** Which part of a document is wanted. */
    public static final String RANGE = "Range";
    /** When the registration server wants to hear of the peer next, in seconds. */
    public static final String RENEW_AFTER = "Renew-After";
    /** The digest of the whole document (RFC 9530). */
    public static final String REPR_DIGEST = "Repr-Digest";
    /** When to come again, in seconds. */
    public static final String RETRY_AFTER = "Retry-After";
    /** The number of a document. */
    public static final String RFC_NUMBER = "RFC-Number";
    /** The transport on which a peer is reached. */
    public static final String SCHEME = "Scheme";
    /** Whose records are wanted. */
    public static final String SCOPE = "Scope";
    /** The tag from which on changes are wanted. */
    public static final String SINCE = "Since";
    /** A part of the titles that are wanted. */
    public static final String TITLE = "Title";
    /** Never valid here. */
    public static final String TRANSFER_ENCODING = "Transfer-Encoding";

    /** Asks for {@link #REPR_DIGEST}. */
    public static final String WANT_REPR_DIGEST = "Want-Repr-Digest";

    /** The media type of JSON, the only value of {@link #ACCEPT} that is heeded. */
    public static final String JSON = "application/json";
    /** The media type of an error's body (RFC 9457). */
    public static final String PROBLEM_JSON = "application/problem+json";

    private HeaderNames() {}
}
