package io.github.p2pdi.impl.json;

import io.github.p2pdi.model.PeerAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields of an object that tells what has changed among peers, as they are read. */
final class ChangeFields {
    private final int maxRecords;
    private final List<PeerEntry> added = new ArrayList<>();
    private final List<PeerAddress> removed = new ArrayList<>();
    private @Nullable String tag;
    private @Nullable Boolean full;

    ChangeFields(int maxRecords) {
        this.maxRecords = maxRecords;
    }

    PeerAnswer read(StrictReader json) throws IOException {
        json.object(name -> take(name, json));
        if (tag == null || full == null) {
            throw new JsonFormatException("changes without " + (tag == null ? "tag" : "full"));
        }
        return new PeerAnswer(Optional.of(tag), full, List.copyOf(added), List.copyOf(removed));
    }

    private void take(String name, StrictReader json) throws IOException {
        switch (name) {
            case "tag" -> tag = json.string();
            case "full" -> full = json.bool();
            case "added" ->
                json.array(maxRecords, () -> PeerFields.read(json).entry().ifPresent(added::add));
            case "removed" -> json.array(maxRecords, () -> new Key().read(json).ifPresent(removed::add));
            default -> json.skip();
        }
    }

    /** What tells a peer from others. One that cannot be an address was never taken in, so it need not be taken out. */
    private static final class Key {
        private @Nullable String hostname;
        private long port;

        Optional<PeerAddress> read(StrictReader json) throws IOException {
            json.object(name -> {
                switch (name) {
                    case "hostname" -> hostname = json.stringIfShort().orElse(PeerFields.IMPOSSIBLE);
                    case "port" -> port = json.saturatedInteger();
                    default -> json.skip();
                }
            });
            if (hostname == null) {
                throw new JsonFormatException("a key without hostname" + json.place());
            }
            try {
                return port < 1 || port > 65535 ? Optional.empty() : Optional.of(PeerAddress.of(hostname, (int) port));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }
}
