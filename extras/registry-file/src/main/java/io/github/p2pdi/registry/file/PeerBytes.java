package io.github.p2pdi.registry.file;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.StoredPeer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** How a stored peer is written: its fields one after the other, and a checksum of them and of the key. */
final class PeerBytes {
    private static final int ASKED = 1;
    private static final int LISTED = 2;
    private static final int LISTED_AT_ONCE = 4;
    private static final int ENDED = 8;
    private static final int ALL = 15;

    private PeerBytes() {}

    static String key(PeerAddress key) {
        return key.host() + ':' + key.port();
    }

    static byte[] of(StoredPeer peer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte((peer.leaseAsked() ? ASKED : 0)
                | (peer.listed() ? LISTED : 0)
                | (peer.listedAtOnce() ? LISTED_AT_ONCE : 0)
                | (peer.ended().isPresent() ? ENDED : 0));
        out.writeUTF(peer.address().toString());
        out.writeUTF(peer.owner());
        out.writeLong(peer.cookie().value());
        out.writeLong(peer.lease().toNanos());
        out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, peer.lastRegistered()));
        out.writeShort(peer.registrations().size());
        for (StoredPeer.Registered each : peer.registrations()) {
            out.writeLong(each.at().toNanos());
            out.writeInt(each.count());
        }
        if (peer.ended().isPresent()) {
            out.writeLong(peer.ended().get().toNanos());
        }
        out.writeInt(checksum(key(peer.key()), bytes.toByteArray(), bytes.size()));
        return bytes.toByteArray();
    }

    /** The peer that was written under that key. */
    static StoredPeer read(String key, byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int content = bytes.length - Integer.BYTES;
        if (content < 0 || written(bytes) != checksum(key, bytes, content)) {
            throw new IOException("a checksum does not fit");
        }
        int flags = in.get();
        if ((flags & ~ALL) != 0) {
            throw new IOException("a newer version has written it");
        }
        return new StoredPeer(
                PeerAddress.parse(text(in)),
                text(in),
                new Cookie(in.getLong()),
                Duration.ofNanos(in.getLong()),
                (flags & ASKED) != 0,
                (flags & LISTED) != 0,
                (flags & LISTED_AT_ONCE) != 0,
                Instant.EPOCH.plus(in.getLong(), ChronoUnit.MICROS),
                registrations(in),
                (flags & ENDED) != 0 ? Optional.of(Duration.ofNanos(in.getLong())) : Optional.empty());
    }

    /** As {@link DataOutputStream#writeUTF} writes it, which is one byte a character where all are ASCII. */
    private static String text(ByteBuffer in) throws IOException {
        int length = Short.toUnsignedInt(in.getShort(in.position()));
        byte[] text = new byte[Short.BYTES + length];
        in.get(text);
        for (int i = Short.BYTES; i < text.length; i++) {
            if (text[i] <= 0) {
                return new DataInputStream(new ByteArrayInputStream(text)).readUTF();
            }
        }
        return new String(text, Short.BYTES, length, StandardCharsets.US_ASCII);
    }

    private static List<StoredPeer.Registered> registrations(ByteBuffer in) {
        int count = Short.toUnsignedInt(in.getShort());
        List<StoredPeer.Registered> registrations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            registrations.add(new StoredPeer.Registered(Duration.ofNanos(in.getLong()), in.getInt()));
        }
        return registrations;
    }

    /** The checksum at the end. */
    static int written(byte[] bytes) {
        int sum = 0;
        for (int i = bytes.length - Integer.BYTES; i < bytes.length; i++) {
            sum = (sum << Byte.SIZE) | (bytes[i] & 0xff);
        }
        return sum;
    }

    private static int checksum(String key, byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
