package io.github.p2pdi.impl;

import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.wire.HeaderNames;
import io.github.p2pdi.wire.Headers;
import io.github.p2pdi.wire.Headers.Field;
import java.time.Instant;
import java.util.List;

/** Host, OS and Date, made anew each second (RFC 9110, 5.6.7). The record of the current second is replaced as a whole. */
final class DefaultHeaders {
    private final TimeSource time;
    private final Field os = new Field(
            HeaderNames.OS, printable(System.getProperty("os.name") + " " + System.getProperty("os.version")));
    private volatile String host;
    private volatile Made made = new Made(Long.MIN_VALUE, "", Headers.NONE);

    DefaultHeaders(TimeSource time, String host) {
        this.time = time;
        this.host = host;
    }

    /** Changes the sender's host name. */
    void host(String name) {
        host = name;
    }

    Headers now() {
        Instant now = time.now();
        Made current = made;
        String name = host;
        if (current.second != now.getEpochSecond() || !current.host.equals(name)) {
            Headers headers = new Headers(
                    List.of(new Field(HeaderNames.HOST, name), os, new Field(HeaderNames.DATE, HttpDate.of(now))));
            current = new Made(now.getEpochSecond(), name, headers);
            made = current;
        }
        return current.headers;
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    private record Made(long second, String host, Headers headers) {}
}
