package io.github.p2pdi.model;

/**
 * The status of an answer (protocol, 1.6; the meanings are those of RFC 9110). Only the code is meant for programs.
 *
 * <p>Immutable.
 *
 * @param code 100 to 999
 */
public record Status(int code) {
    /** Done. */
    public static final Status OK = new Status(200);
    /** A part of the document, as asked for. */
    public static final Status PARTIAL_CONTENT = new Status(206);
    /** Nothing has changed since the tag that was sent. */
    public static final Status NOT_MODIFIED = new Status(304);
    /** The message is malformed. */
    public static final Status BAD_REQUEST = new Status(400);
    /** The cookie is unknown, or the caller is not allowed to. */
    public static final Status FORBIDDEN = new Status(403);
    /** There is no such document here. */
    public static final Status NOT_FOUND = new Status(404);
    /** There is no such method. */
    public static final Status METHOD_NOT_ALLOWED = new Status(405);
    /** The request came too slowly. */
    public static final Status REQUEST_TIMEOUT = new Status(408);
    /** Host name and port are registered to somebody else. */
    public static final Status CONFLICT = new Status(409);
    /** The document is no longer the one that was meant. */
    public static final Status PRECONDITION_FAILED = new Status(412);
    /** The frame is larger than is taken here. */
    public static final Status CONTENT_TOO_LARGE = new Status(413);
    /** The start line is longer than is taken here. */
    public static final Status URI_TOO_LONG = new Status(414);
    /** Nothing of the document is in the range. */
    public static final Status RANGE_NOT_SATISFIABLE = new Status(416);
    /** Too many requests. */
    public static final Status TOO_MANY_REQUESTS = new Status(429);
    /** The headers are longer, or more, than are taken here. */
    public static final Status HEADERS_TOO_LARGE = new Status(431);
    /** A fault of the server. */
    public static final Status INTERNAL_ERROR = new Status(500);
    /** Overloaded, not ready or shutting down; come again after {@code Retry-After}. */
    public static final Status UNAVAILABLE = new Status(503);
    /** A version of the protocol that is not spoken here. */
    public static final Status VERSION_NOT_SUPPORTED = new Status(505);
    /** No room to keep what was sent. */
    public static final Status INSUFFICIENT_STORAGE = new Status(507);

    /**
     * Checks the code.
     *
     * @param code as described above
     * @throws IllegalArgumentException if it does not have three digits
     */
    public Status {
        if (code < 100 || code > 999) {
            throw new IllegalArgumentException("a status has three digits, not " + code);
        }
    }

    /** {@return whether the code is 200} That is all that peers of the base dialect ask. */
    public boolean isOk() {
        return code == 200;
    }

    /** {@return the usual phrase, empty for a code that this protocol does not use} */
    public String phrase() {
        return switch (code) {
            case 200 -> "OK";
            case 206 -> "Partial Content";
            case 304 -> "Not Modified";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 416 -> "Range Not Satisfiable";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            case 507 -> "Insufficient Storage";
            default -> "";
        };
    }

    /** {@return code and phrase, {@code 404 Not Found}} */
    @Override
    public String toString() {
        String phrase = phrase();
        return phrase.isEmpty() ? Integer.toString(code) : code + " " + phrase;
    }
}
