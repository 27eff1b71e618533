package io.github.p2pdi.impl.json;

import io.github.p2pdi.model.Digest;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The fields of one Rfc object as they are read. All but the number may be missing. */
final class RfcFields {
    private boolean numbered;
    /** None where it cannot be one. */
    private OptionalLong number = OptionalLong.empty();

    private String title = "";
    /** None where it cannot be one. */
    private Optional<String> hostname = Optional.of("");

    private String path = "";
    private OptionalLong port = OptionalLong.empty();
    private Optional<String> scheme = Optional.empty();
    private OptionalLong size = OptionalLong.empty();
    private Optional<Digest> sha256 = Optional.empty();
    private OptionalLong ttl = OptionalLong.empty();

    private RfcFields() {}

    /**
     * Reads one object.
     *
     * @throws JsonFormatException if it is not one, or its number is missing
     */
    static RfcFields read(StrictReader json) throws IOException {
        RfcFields fields = new RfcFields();
        json.object(name -> fields.take(name, json));
        if (!fields.numbered) {
            throw new JsonFormatException("an Rfc without number");
        }
        return fields;
    }

    private void take(String name, StrictReader json) throws IOException {
        switch (name) {
            case "number" -> {
                numbered = true;
                number = notNegative(json.integerIfShort());
            }
            case "title" -> title = json.string();
            case "hostname" -> hostname = json.stringIfShort();
            case "path" -> path = json.string();
            case "port" -> port = OptionalLong.of(json.saturatedInteger());
            case "scheme" -> scheme = Optional.of(json.string());
            case "size" -> size = notNegative(json.integerIfShort());
            case "sha256" -> sha256 = digest(json.string());
            case "ttl" -> ttl = OptionalLong.of(Math.max(0, Math.min(json.saturatedInteger(), Integer.MAX_VALUE)));
            default -> json.skip();
        }
    }

    /** The entry; none where the number cannot be one, or the host name or the port: then nobody could say whose record it is. */
    Optional<RfcEntry> entry() {
        if (number.isEmpty() || hostname.isEmpty()) {
            return Optional.empty();
        }
        if (port.isPresent() && (port.getAsLong() < 1 || port.getAsLong() > 65535)) {
            return Optional.empty();
        }
        OptionalInt checkedPort = port.isPresent() ? OptionalInt.of((int) port.getAsLong()) : OptionalInt.empty();
        return Optional.of(
                new RfcEntry(number.getAsLong(), title, hostname.get(), path, checkedPort, scheme, size, sha256, ttl));
    }

    private static OptionalLong notNegative(OptionalLong value) {
        return value.orElse(-1) < 0 ? OptionalLong.empty() : value;
    }

    /** What is not a digest proves nothing, so it is as good as none. */
    private static Optional<Digest> digest(String hex) {
        try {
            return Optional.of(new Digest(hex));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
