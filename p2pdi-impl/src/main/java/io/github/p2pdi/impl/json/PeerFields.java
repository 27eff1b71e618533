package io.github.p2pdi.impl.json;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The fields of one Peer object as they are read. All but the host name and the port may be missing. */
final class PeerFields {
    /** The last second of the year 9999: a later one is nonsense, and upsets date formats. */
    private static final double LAST_SECOND = 253_402_300_799.0;

    private static final long ABSENT = -1;
    /** What stands for a host name that is too long to be one. */
    static final String IMPOSSIBLE = "";

    private static final int MICROS = 1_000_000;

    private Optional<String> host = Optional.empty();
    private Optional<Long> port = Optional.empty();
    private Optional<Cookie> cookie = Optional.empty();
    private String scheme = PeerAddress.TCP;
    private double lastRegistered;
    private long registrationCount;
    private boolean active = true;
    private long ttl;
    private long idle = ABSENT;

    private PeerFields() {}

    /**
     * Reads one object.
     *
     * @throws JsonFormatException if it is not one, or has no host name or no port
     */
    static PeerFields read(StrictReader json) throws IOException {
        PeerFields fields = new PeerFields();
        json.object(name -> fields.take(name, json));
        if (fields.host.isEmpty() || fields.port.isEmpty()) {
            throw new JsonFormatException("a Peer without " + (fields.host.isEmpty() ? "hostname" : "port"));
        }
        return fields;
    }

    private void take(String name, StrictReader json) throws IOException {
        switch (name) {
            case "hostname" -> host = Optional.of(json.stringIfShort().orElse(IMPOSSIBLE));
            case "cookie" -> cookie = Optional.of(new Cookie(json.integer()));
            case "port" -> port = Optional.of(json.saturatedInteger());
            case "last_active_time" -> lastRegistered = json.decimal();
            case "registration_count" -> registrationCount = json.saturatedInteger();
            case "active" -> active = json.bool();
            case "ttl" -> ttl = json.saturatedInteger();
            case "idle" -> idle = Math.max(0, json.saturatedInteger());
            case "scheme" -> scheme = json.string();
            default -> json.skip();
        }
    }

    /** The entry, unless its address cannot be one. Numbers out of range are brought into it: they only inform. */
    Optional<PeerEntry> entry() {
        Optional<Duration> heard = idle == ABSENT ? Optional.empty() : Optional.of(seconds(idle));
        return usable().map(address -> new PeerEntry(
                new Peer(
                        address,
                        instant(lastRegistered),
                        (int) clamp(registrationCount, Integer.MAX_VALUE),
                        active,
                        seconds(ttl),
                        heard),
                cookie));
    }

    /** The address, for a message. */
    String address() {
        return "hostname " + Shown.text(host.orElse("")) + ", port " + port.orElse(0L) + " and scheme "
                + Shown.text(scheme);
    }

    private Optional<PeerAddress> usable() {
        long number = port.orElse(0L);
        if (number < 1 || number > 65535) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PeerAddress(scheme, host.orElse(""), (int) number));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Duration seconds(long count) {
        return Duration.ofSeconds(clamp(count, Integer.MAX_VALUE));
    }

    private static long clamp(long value, long most) {
        return Math.max(0, Math.min(value, most));
    }

    private static Instant instant(double seconds) {
        long micros = Math.round(Math.max(0, Math.min(seconds, LAST_SECOND)) * MICROS);
        return Instant.ofEpochSecond(micros / MICROS, micros % MICROS * 1000);
    }
}
