package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.impl.figure.Figure;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.testkit.RawClient;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A document that no frame can hold, as the length of a frame has ten digits: a sparse file with something at both ends. */
class LargestDocumentTest {
    private static final long SIZE = 10_000_000_123L;
    private static final ByteBuffer MARK =
            ByteBuffer.wrap(new byte[] {'e', 'n', 'd'}).asReadOnlyBuffer();

    @TempDir
    Path folder;

    private Path document() throws IOException {
        Path file = folder.resolve("rfc7.bin");
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.write(MARK.duplicate(), 0);
            out.write(MARK.duplicate(), SIZE - MARK.remaining());
        }
        return file;
    }

    @Test
    void itsLastBytesAreServedAsAPartAndAllOfItIsRefused() throws Exception {
        try (PeerNode server = P2PDI.startPeer(PeerConfig.defaults())) {
            server.share(7, "T", document());
            try (RawClient client = RawClient.connect(server.address())) {
                client.send("getrfc x HTTP/1.1\r\nRFC-Number: 7\r\nRange: bytes=" + (SIZE - 5)
                        + "-99999999999\r\nAccept: application/json\r\n");
                assertTrue(client.receiveFrame().contains("\"size\": " + SIZE));
                String part = client.receiveFrame();
                assertTrue(part.startsWith("HTTP/1.1 206 "), part);
                assertTrue(
                        part.contains("Content-Range: bytes " + (SIZE - 5) + '-' + (SIZE - 1) + '/' + SIZE + "\r\n"),
                        part);
                assertTrue(part.endsWith("\r\n\0\0end"), part);
                client.send("getrfc x HTTP/1.1\r\nRFC-Number: 7\r\n");
                assertTrue(client.receiveFrame().startsWith("HTTP/1.1 404 "));
            }
        }
    }

    @Test
    @Tag("figure")
    @Timeout(900)
    void itIsFetchedInPartsAndVerified() throws Exception {
        PeerConfig to = PeerConfig.builder().downloads(folder.resolve("out")).build();
        try (PeerNode server = P2PDI.startPeer(PeerConfig.defaults());
                PeerNode client = P2PDI.startPeer(to)) {
            server.share(7, "T", document());
            awaitDigest(client, server.address());
            Download download = client.download(7);
            Path file = download.await(Duration.ofMinutes(10));
            assertEquals(Download.Verification.SHA256, download.verification());
            try (FileChannel in = FileChannel.open(file)) {
                ByteBuffer last = ByteBuffer.allocate(MARK.remaining());
                in.read(last, SIZE - MARK.remaining());
                assertEquals(MARK, last.flip());
                Figure.all("bytes of a document of more than ten digits, fetched", in.size(), SIZE)
                        .show();
            }
        }
    }

    /** Until it is known there, the document can only be had whole, and that it cannot. */
    private static void awaitDigest(PeerNode client, PeerAddress server) throws Exception {
        while (client.query(server).get(0).sha256().isEmpty()) {
            Thread.onSpinWait();
        }
    }
}
