package io.github.p2pdi.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** As much of DER as a certificate takes (RFC 5280). */
final class Der {
    static final byte[] ECDSA_WITH_SHA256 = HexFormat.of().parseHex("300a06082a8648ce3d040302");

    private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Der() {}

    static byte[] of(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int size = content.size();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        if (size < 0x80) {
            whole.write(size);
        } else if (size < 0x100) {
            whole.writeBytes(new byte[] {(byte) 0x81, (byte) size});
        } else {
            whole.writeBytes(new byte[] {(byte) 0x82, (byte) (size >> 8), (byte) size});
        }
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return of(0x30, parts);
    }

    static byte[] bits(byte[] bytes) {
        return of(0x03, new byte[] {0}, bytes);
    }

    static byte[] commonName(String name) {
        byte[] text = of(0x0c, name.getBytes(StandardCharsets.UTF_8));
        return sequence(of(0x31, sequence(COMMON_NAME, text)));
    }

    static byte[] time(Instant moment) {
        return of(0x17, TIME.format(moment).getBytes(StandardCharsets.US_ASCII));
    }

    /** Of those whose identifier is 2.5.29 and a number. */
    static byte[] extension(int number, boolean critical, byte[] content) {
        byte[] identifier = of(0x06, new byte[] {0x55, 0x1d, (byte) number});
        byte[] value = of(0x04, content);
        return critical ? sequence(identifier, of(0x01, new byte[] {-1}), value) : sequence(identifier, value);
    }
}
