package io.github.p2pdi.impl.peer;

import io.github.p2pdi.node.Document;
import io.github.p2pdi.node.DocumentStore;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Documents that come, change and go as a test says, and that nobody can open. */
final class ChangingStore implements DocumentStore {
    private final NavigableMap<Long, Document> documents = new ConcurrentSkipListMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    void put(long number, String title) {
        documents.put(number, new Document(number, title, "rfc" + number + ".txt", 1, Optional.empty()));
        listeners.forEach(Runnable::run);
    }

    void remove(long number) {
        documents.remove(number);
        listeners.forEach(Runnable::run);
    }

    /** How many want to be told. */
    int listeners() {
        return listeners.size();
    }

    @Override
    public List<Document> documents() {
        return List.copyOf(documents.values());
    }

    @Override
    public Document add(long number, String title, Path file) {
        throw new IllegalStateException("a test puts documents in");
    }

    @Override
    public Optional<Opened> open(long number) {
        return Optional.empty();
    }

    @Override
    public Subscription onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        listeners.clear();
    }
}
