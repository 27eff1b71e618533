package io.github.p2pdi.impl.codec;

import java.util.List;
import java.util.stream.Stream;

/** Messages that are wrong inside a good frame. One byte a character. */
final class MalformedMessages {
    private static final String START = "keepalive peer-a HTTP/1.1\r\n";

    private MalformedMessages() {}

    /** Requests that get a 400. */
    static List<String> inFrame() {
        return Stream.concat(startLines().stream(), headers().stream()).toList();
    }

    static List<String> startLines() {
        return List.of(
                "",
                "\r\n",
                "\r\n\r\n",
                "\r\n" + START + "\r\n",
                "\n",
                "keepalive",
                "keepalive peer-a HTTP/1.1",
                "keepalive peer-a HTTP/1.1\r",
                "keepalive peer-a HTTP/1.1\n\r\n",
                "keepalive peer-a HTTP/1.1\n",
                "keepalive peer-a HTTP/1.1\r\r\n\r\n",
                "keepalive peer-a HTTP/1.1\rHost: a\r\n\r\n",
                "keepalive\r\n\r\n",
                "keepalive \r\n\r\n",
                "keepalive HTTP/1.1\r\n\r\n",
                "keepalive  HTTP/1.1\r\n\r\n",
                "keepalive peer-a\r\n\r\n",
                "keepalive peer-a \r\n\r\n",
                "keepalive peer-a HTTP/1.1 \r\n\r\n",
                "keepalive  peer-a HTTP/1.1\r\n\r\n",
                "keepalive peer-a  HTTP/1.1\r\n\r\n",
                " keepalive peer-a HTTP/1.1\r\n\r\n",
                "keepalive peer a HTTP/1.1\r\n\r\n",
                "keepalive\tpeer-a\tHTTP/1.1\r\n\r\n",
                "keep@live peer-a HTTP/1.1\r\n\r\n",
                "keep\u00e4live peer-a HTTP/1.1\r\n\r\n",
                "keep:alive peer-a HTTP/1.1\r\n\r\n",
                "keepalive peer\0a HTTP/1.1\r\n\r\n",
                "keepalive peer\u007fa HTTP/1.1\r\n\r\n",
                "keepalive peer\u00e4a HTTP/1.1\r\n\r\n",
                "keepalive peer-a HTTP/1.1\0\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n\0");
    }

    static List<String> headers() {
        return Stream.of(
                        "Port: 1\n\r\n",
                        "Port: 1\r",
                        "Port: 1",
                        "Port: 1\r\nHost",
                        "\r",
                        "\n",
                        "Port: 1\r\n\n",
                        "Port: 1\r\n\rX: y\r\n\r\n",
                        "Port 1\r\n\r\n",
                        "Port\r\n\r\n",
                        ": 1\r\n\r\n",
                        ":\r\n\r\n",
                        "Port : 1\r\n\r\n",
                        "Port\t: 1\r\n\r\n",
                        "Port:1\r\n\r\n",
                        "Port:\r\n\r\n",
                        "Port:\t1\r\n\r\n",
                        "Po rt: 1\r\n\r\n",
                        "P(o)rt: 1\r\n\r\n",
                        "P\u00f6rt: 1\r\n\r\n",
                        "\0: 1\r\n\r\n",
                        "Host: a\r\n b\r\n\r\n",
                        "Host: a\r\n\tb\r\n\r\n",
                        " Host: a\r\n\r\n",
                        "Host: a\0b\r\n\r\n",
                        "Host: a\tb\r\n\r\n",
                        "Host: a\u001bb\r\n\r\n",
                        "Host: a\u007fb\r\n\r\n",
                        "Host: a\rb\r\n\r\n",
                        "Host: a\r\r\n\r\n",
                        "Host: \u00fc\r\n\r\n",
                        "Host: \u00c0\u00af\r\n\r\n",
                        "Host: \u00ed\u00a0\u0080\r\n\r\n",
                        "Host: \u00f4\u0090\u0080\u0080\r\n\r\n",
                        "Host: \u00e2\u0082\r\n\r\n",
                        "Port: 1\r\nPort: 1\r\n\r\n",
                        "Port: 1\r\nPORT: 2\r\n\r\n",
                        "Peer-Cookie: 1\r\nHost: a\r\npeer-cookie: 1\r\n\r\n",
                        "RFC-Number: 1\r\nrfc-number: 1\r\n\r\n",
                        "Range: bytes=0-1\r\nrange: bytes=0-1\r\n\r\n",
                        "Content-Length: 0\r\nContent-Length: 0\r\n\r\n",
                        "Content-Length: 1\r\ncontent-length: 1\r\n\r\nx",
                        "Content-Length: 2\r\n\r\nx",
                        "Content-Length: 1\r\n\r\nxx",
                        "Content-Length: 1\r\n\r\n",
                        "Content-Length: 1\r\n",
                        "Content-Length: 0\r\n\r\nx",
                        "Content-Length: +1\r\n\r\nx",
                        "Content-Length: -1\r\n\r\nx",
                        "Content-Length:  1\r\n\r\nx",
                        "Content-Length: 1 \r\n\r\nx",
                        "Content-Length: 1 1\r\n\r\nx",
                        "Content-Length: 1, 1\r\n\r\nx",
                        "Content-Length: 0x1\r\n\r\nx",
                        "Content-Length: \u00b9\r\n\r\nx",
                        "Content-Length: \r\n\r\n",
                        "Content-Length: one\r\n\r\nx",
                        "Content-Length: 18446744073709551617\r\n\r\nx",
                        "Content-Length: 00000000001\r\n\r\nx",
                        "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
                        "transfer-encoding: identity\r\n\r\n",
                        "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nx",
                        "\r\nx",
                        "\r\n\r\n",
                        "Port: 1\r\n\r\nkeepalive")
                .map(header -> START + header)
                .toList();
    }

    /** Answers that are malformed. */
    static List<String> answers() {
        Stream<String> startLines = Stream.of(
                "",
                "\r\n",
                "HTTP/1.1 200 OK",
                "HTTP/1.1 200 OK\n\n",
                "HTTP/1.1\r\n\r\n",
                "HTTP/1.1 \r\n\r\n",
                "HTTP/1.1 OK\r\n\r\n",
                "HTTP/1.1  200 OK\r\n\r\n",
                " HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 2\u00b20 OK\r\n\r\n",
                "HTTP/1.1 +20 OK\r\n\r\n",
                "HTTP/1.1 000 OK\r\n\r\n",
                "HTTP/1.1 099 OK\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 199 OK\r\n\r\n",
                "HTTP/1.1 200OK\r\n\r\n",
                "HTTP/1.1 200\tOK\r\n\r\n",
                "HTTP/1.1 200 O\0K\r\n\r\n",
                "HTTP/1.1 200 \u00fc\r\n\r\n",
                "HTTP/2.0 200 OK\r\n\r\n",
                "HTTP/1.2 200 OK\r\n\r\n",
                "HTTP/1.10 200 OK\r\n\r\n",
                "http/1.1 200 OK\r\n\r\n",
                "1.1 200 OK\r\n\r\n",
                "12 200 OK\r\n\r\n",
                "111 200 OK\r\n\r\n",
                "1 200 OK\r\n\r\n",
                "200 OK\r\n\r\n",
                "register peer-a HTTP/1.1\r\n\r\n");
        Stream<String> headers = headers().stream().map(message -> message.replace(START, "HTTP/1.1 200 OK\r\n"));
        return Stream.concat(startLines, headers).toList();
    }
}
