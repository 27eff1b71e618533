package io.github.p2pdi.impl;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.node.Document;
import io.github.p2pdi.node.DocumentStore;
import io.github.p2pdi.wire.Content;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Documents in memory, whose digests are known from the beginning. None comes or goes. */
final class Shelf implements DocumentStore {
    private final Map<Long, byte[]> contents = new TreeMap<>();
    private final List<Document> documents;

    Shelf(Map<Long, byte[]> contents) {
        this.contents.putAll(contents);
        documents = this.contents.entrySet().stream()
                .map(each -> document(each.getKey(), each.getValue()))
                .toList();
    }

    private static Document document(long number, byte[] content) {
        String title = "The Travels of Peer " + number;
        return new Document(number, title, "rfc" + number + ".txt", content.length, Optional.of(digest(content)));
    }

    private static Digest digest(byte[] content) {
        try {
            return Digest.of(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public List<Document> documents() {
        return documents;
    }

    @Override
    public Document add(long number, String title, Path file) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Opened> open(long number) {
        return documents.stream()
                .filter(document -> document.number() == number)
                .map(document -> new Opened(document, new Bytes(ByteBuffer.wrap(contents.get(number)))))
                .findFirst();
    }

    @Override
    public Subscription onChange(Runnable listener) {
        return () -> {};
    }

    @Override
    public void close() {}

    private record Bytes(ByteBuffer bytes) implements Content {
        @Override
        public long size() {
            return bytes.limit();
        }

        @Override
        public int read(ByteBuffer into, long position) {
            int count = (int) Math.min(into.remaining(), bytes.limit() - position);
            into.put(bytes.slice((int) position, count));
            return count == 0 ? -1 : count;
        }

        @Override
        public void close() {}
    }
}
