package io.github.p2pdi.impl.download;

import io.github.p2pdi.model.PeerAddress;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A holder of one document, by the book of the protocol and by nothing of the library, that does wrong what a test wants it to. Its fields are set
 * before it is asked, or while it serves.
 */
final class HolderDouble implements AutoCloseable {
    private static final int PIECE = 16 << 10;
    private static final Pattern RANGE = Pattern.compile("Range: bytes=([0-9]+)-([0-9]+)");
    private static final Pattern IF_MATCH = Pattern.compile("If-Match: \"([0-9a-f]{64})\"");

    private final ServerSocket server = new ServerSocket(0, 100, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    /** Has its port when it is dead, or another test might be given it and answer. */
    private final Socket grave = new Socket();

    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final long number;
    private long due = System.nanoTime();
    private byte[] digested = {};
    private String digest = "";
    private String manifestOf = "";
    private String manifest = "";
    volatile byte[] document;
    /** The name under which it says that it has the document. */
    volatile String name;
    /** Speaks the base dialect only. */
    volatile boolean plain;
    /** Has documents and digests, but no manifests. */
    volatile boolean noManifest;
    /** Sends the whole document to those who ask for a part. */
    volatile boolean noRanges;
    /** How many bytes of a part it sends at most. */
    volatile int longestPart = Integer.MAX_VALUE;
    /** Bytes of the document that leave with a bit flipped. */
    final Set<Long> flipped = ConcurrentHashMap.newKeySet();
    /** The chunk whose digest in the manifest is wrong. */
    volatile int wrongDigest = -1;
    /** What it says everywhere of the digest of the document, if that is not so. */
    volatile String claimed = "";
    /** What its index says of the digest. */
    volatile String indexDigest = "";
    /** How many bytes of documents it sends before something happens to the connection, and how often. */
    volatile long cutAfter = Long.MAX_VALUE;

    final AtomicInteger cuts = new AtomicInteger(Integer.MAX_VALUE);
    /** How many bytes of documents it sends before it falls silent. */
    volatile long stallAfter = Long.MAX_VALUE;
    /** How many requests for documents or manifests are answered 503 before one is served. */
    final AtomicInteger busy = new AtomicInteger();
    /** Says that the document has so many bytes more than it sends. */
    volatile int missing;
    /** Waits for this before it sends bytes of documents. */
    volatile CountDownLatch gate = new CountDownLatch(0);
    /** Nanoseconds that each piece takes. */
    volatile long pieceNanos;
    /** Bytes a second that it sends at most. */
    volatile long rate = Long.MAX_VALUE;
    /** Answers every getrfc with this status. */
    volatile int status = 200;
    /** Runs before each getrfc is answered. */
    volatile Runnable onRequest = () -> {};
    /** Comes before any answer but that to rfcquery. */
    volatile Runnable onAsk = () -> {};

    final List<String> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicLong served = new AtomicLong();

    HolderDouble(long number, byte[] document) throws IOException {
        this.number = number;
        this.document = document;
        this.name = "rfc" + number + ".bin";
        Thread acceptor = new Thread(this::accept, "holder-double");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    PeerAddress address() {
        return PeerAddress.of("127.0.0.1", server.getLocalPort());
    }

    static String sha256(byte[] bytes, int from, int to) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, from, to - from);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    synchronized String sha256() {
        if (!claimed.isEmpty()) {
            return claimed;
        }
        byte[] now = document;
        if (digested != now) {
            digest = sha256(now, 0, now.length);
            digested = now;
        }
        return digest;
    }

    /** How many getrfc it was sent. */
    long asked() {
        return requests.stream().filter(each -> each.startsWith("getrfc")).count();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                Thread thread = new Thread(() -> serve(socket), "holder-double-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                byte[] length = in.readNBytes(10);
                if (length.length < 10) {
                    return;
                }
                byte[] message = in.readNBytes(Integer.parseInt(new String(length, StandardCharsets.US_ASCII).strip()));
                String request = new String(message, StandardCharsets.ISO_8859_1);
                requests.add(request);
                if (request.startsWith("rfcquery")) {
                    frame(socket, 200, "ETag: \"i\"\r\n", '[' + record(true) + ']');
                } else if (request.startsWith("rfcmanifest")) {
                    onAsk.run();
                    manifest(socket);
                } else {
                    onAsk.run();
                    get(socket, request);
                }
            }
        } catch (IOException | InterruptedException e) {
            // The other side has gone, or the test is over.
        } finally {
            sockets.remove(socket);
        }
    }

    private String record(boolean index) {
        String digest = index && !indexDigest.isEmpty() ? indexDigest : sha256();
        String more = plain
                ? ""
                : ", \"port\": " + server.getLocalPort() + ", \"size\": " + (document.length + missing)
                        + ", \"sha256\": \"" + digest + '"';
        return "{\"number\": " + number + ", \"title\": \"T\", \"hostname\": \"127.0.0.1\", \"path\": \"" + name + '"'
                + more + '}';
    }

    private void manifest(Socket socket) throws IOException {
        if (plain) {
            socket.close();
        } else if (busy.getAndDecrement() > 0) {
            frame(socket, 503, "Retry-After: 1\r\n", "");
        } else if (noManifest) {
            frame(socket, 405, "", "");
        } else {
            frame(socket, 200, "", manifest());
        }
    }

    /** Made when it is first asked for, or has become another. */
    private synchronized String manifest() {
        String key = sha256() + wrongDigest;
        if (!key.equals(manifestOf)) {
            manifest = manifestJson();
            manifestOf = key;
        }
        return manifest;
    }

    /** Makes what it will be asked for, so that nobody has to wait. */
    void prepare() {
        manifest();
    }

    private String manifestJson() {
        long chunkSize = 128 << 10;
        while ((document.length + chunkSize - 1) / chunkSize >= 2000) {
            chunkSize *= 2;
        }
        StringBuilder json = new StringBuilder("{\"number\": " + number + ", \"size\": " + document.length
                + ", \"sha256\": \"" + sha256() + "\", \"chunk_size\": " + chunkSize + ", \"chunks\": [");
        int chunk = 0;
        for (int from = 0; from < document.length; from += (int) chunkSize) {
            String digest = sha256(document, from, (int) Math.min(document.length, from + chunkSize));
            json.append(from == 0 ? "" : ", ").append('"');
            json.append(chunk++ == wrongDigest ? "0".repeat(64) : digest).append('"');
        }
        return json.append("]}").toString();
    }

    private void get(Socket socket, String request) throws IOException, InterruptedException {
        onRequest.run();
        if (busy.getAndDecrement() > 0) {
            frame(socket, 503, "Retry-After: 1\r\n", "");
            return;
        }
        if (status != 200) {
            frame(socket, status, "", "");
            return;
        }
        byte[] now = document;
        Matcher match = IF_MATCH.matcher(request);
        if (!plain && match.find() && !match.group(1).equals(sha256())) {
            frame(socket, 412, "", "");
            return;
        }
        frame(socket, 200, plain ? "" : "ETag: \"r\"\r\n", record(false));
        Matcher range = RANGE.matcher(request);
        if (!plain && !noRanges && range.find()) {
            int from = Integer.parseInt(range.group(1));
            int end = Math.min(now.length, Integer.parseInt(range.group(2)) + 1);
            int to = (int) Math.min(end, (long) from + longestPart);
            String head = "Content-Range: bytes " + from + '-' + (to - 1) + '/' + now.length + "\r\n";
            body(socket, 206, head, now, from, to);
        } else {
            body(socket, 200, "", now, 0, now.length);
        }
    }

    private void body(Socket socket, int code, String headers, byte[] bytes, int from, int to)
            throws IOException, InterruptedException {
        String length = to == from ? "" : "Content-Length: " + (to - from) + "\r\n";
        byte[] head = ("HTTP/1.1 " + code + " X\r\n" + headers + length + "\r\n").getBytes(StandardCharsets.US_ASCII);
        OutputStream out = socket.getOutputStream();
        out.write(String.format("%-10d", head.length + to - from).getBytes(StandardCharsets.US_ASCII));
        out.write(head);
        gate.await();
        for (int at = from; at < to; at += PIECE) {
            int end = Math.min(to, at + PIECE);
            byte[] piece = Arrays.copyOfRange(bytes, at, end);
            for (long flip : flipped) {
                if (flip >= at && flip < end) {
                    piece[(int) (flip - at)] ^= 1;
                }
            }
            if (served.get() + piece.length > cutAfter && cuts.getAndDecrement() > 0) {
                out.write(piece, 0, piece.length / 2);
                served.addAndGet(piece.length / 2);
                socket.close();
                return;
            }
            if (served.get() + piece.length > stallAfter) {
                new CountDownLatch(1).await();
            }
            if (pieceNanos > 0) {
                LockSupport.parkNanos(pieceNanos);
            }
            pace(piece.length);
            // Before whoever asked can have had it.
            served.addAndGet(piece.length);
            out.write(piece);
        }
    }

    private synchronized void pace(int bytes) {
        if (rate == Long.MAX_VALUE) {
            return;
        }
        // What it may send is not saved up while nobody asks.
        long now = System.nanoTime();
        due = Math.max(due, now - 100_000_000L) + bytes * 1_000_000_000L / rate;
        while (due - System.nanoTime() > 0) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private static void frame(Socket socket, int code, String headers, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String length = bytes.length == 0 ? "" : "Content-Length: " + bytes.length + "\r\n";
        byte[] head = ("HTTP/1.1 " + code + " X\r\n" + headers + length + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] field = String.format("%-10d", head.length + bytes.length).getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(field, field.length + head.length + bytes.length);
        System.arraycopy(head, 0, all, field.length, head.length);
        System.arraycopy(bytes, 0, all, field.length + head.length, bytes.length);
        socket.getOutputStream().write(all);
    }

    /** As kill -9 would. */
    void die() throws IOException {
        end();
        bury();
    }

    private void end() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** The port is free once nobody waits on it any more. */
    private void bury() throws IOException {
        grave.setReuseAddress(true);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!grave.isBound()) {
            try {
                grave.bind(server.getLocalSocketAddress());
            } catch (BindException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void close() throws IOException {
        end();
        grave.close();
    }
}
