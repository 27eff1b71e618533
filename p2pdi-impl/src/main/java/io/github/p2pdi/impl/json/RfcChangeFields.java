package io.github.p2pdi.impl.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The fields of an object that tells what has changed in an index, as they are read. */
final class RfcChangeFields {
    private final int maxRecords;
    private final Predicate<RfcEntry> wanted;
    private final int mostRemoved;
    private final List<RfcEntry> added = new ArrayList<>();
    private final List<RfcAnswer.Key> removed = new ArrayList<>();
    private @Nullable String tag;
    private @Nullable Boolean full;

    RfcChangeFields(int maxRecords, Predicate<RfcEntry> wanted, int mostRemoved) {
        this.maxRecords = maxRecords;
        this.wanted = wanted;
        this.mostRemoved = mostRemoved;
    }

    RfcAnswer read(StrictReader json) throws IOException {
        json.object(name -> take(name, json));
        if (tag == null || full == null) {
            throw new JsonFormatException("changes without " + (tag == null ? "tag" : "full"));
        }
        // Where all is told, nothing need be taken out of what was told before.
        List<RfcAnswer.Key> gone = full ? List.of() : Collections.unmodifiableList(removed);
        return new RfcAnswer(Optional.of(tag), full, Collections.unmodifiableList(added), gone);
    }

    private void take(String name, StrictReader json) throws IOException {
        switch (name) {
            case "tag" -> tag = json.string();
            case "full" -> full = json.bool();
            case "added" ->
                json.array(
                        maxRecords,
                        () -> RfcFields.read(json).entry().filter(wanted).ifPresent(added::add));
            case "removed" -> json.array(maxRecords, () -> remove(new KeyFields().read(json)));
            default -> json.skip();
        }
    }

    private void remove(RfcAnswer.Key key) {
        if (removed.size() <= mostRemoved) {
            removed.add(key);
        }
    }

    /** The fields of what tells a record from others. */
    private static final class KeyFields {
        private long number = -1;
        private String hostname = "";
        private long port;

        RfcAnswer.Key read(StrictReader json) throws IOException {
            json.object(name -> {
                switch (name) {
                    case "number" -> number = json.integer();
                    case "hostname" -> hostname = json.string();
                    case "port" -> port = json.saturatedInteger();
                    default -> json.skip();
                }
            });
            if (number < 0) {
                throw new JsonFormatException("a key without number" + json.place());
            }
            return new RfcAnswer.Key(number, hostname, port);
        }
    }
}
