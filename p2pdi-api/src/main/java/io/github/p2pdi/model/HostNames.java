package io.github.p2pdi.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** The one canonical form of a host name. */
final class HostNames {
    /** RFC 1035 allows 253 characters in a name; a few more leave room for scoped IPv6 addresses. */
    private static final int LONGEST = 255;

    private HostNames() {}

    /** Lower case, no empty label and no trailing dot, IPv6 in RFC 5952 form without brackets; never asks a resolver. */
    static String canonical(String text) {
        return isPlain(text) ? text : brought(text);
    }

    /** Whether it is one as it stands, of the kind that nearly all are. A registry that is loaded or asked looks at each of a great many. */
    private static boolean isPlain(String text) {
        char before = '.';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean inLabel = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
            if (!inLabel && (c != '.' || before == '.')) {
                return false;
            }
            before = c;
        }
        return before != '.' && text.length() <= LONGEST;
    }

    private static String brought(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        boolean bracketed = name.startsWith("[") && name.endsWith("]");
        if (bracketed) {
            name = name.substring(1, name.length() - 1);
        }
        if (bracketed || name.indexOf(':') >= 0) {
            return ipv6(name, text);
        }
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (hasEmptyLabel(name) || name.length() > LONGEST || !name.codePoints().allMatch(HostNames::belongs)) {
            throw new IllegalArgumentException("not a host name: '" + shown(text) + "'");
        }
        return name;
    }

    private static boolean hasEmptyLabel(String name) {
        return name.isEmpty() || name.startsWith(".") || name.endsWith(".") || name.contains("..");
    }

    private static boolean belongs(int c) {
        return c > ' ' && "/\\@[]\"'<>|?#%".indexOf(c) < 0 && (c < 0x7f || isSeen(c));
    }

    /** What is not seen, or turns the text around it, would show another host than it is. */
    private static boolean isSeen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String ipv6(String literal, String asGiven) {
        int scope = literal.indexOf('%');
        String address = scope < 0 ? literal : literal.substring(0, scope);
        String zone = scope < 0 ? "" : literal.substring(scope);
        if (address.indexOf(':') < 0
                || address.startsWith(".")
                || !address.chars().allMatch(HostNames::isOfIp)
                || !zone.matches("(%[a-z0-9._-]{1,32})?")) {
            throw new IllegalArgumentException("not an IPv6 address: '" + shown(asGiven) + "'");
        }
        try {
            // What begins with a hex digit or a colon and has a colon in it is parsed, and never looked up.
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == 4 ? dotted(bytes) : compressed(bytes) + zone;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IPv6 address: '" + shown(asGiven) + "'", e);
        }
    }

    /** In ASCII alone: what begins with a digit of another script is a name to the JDK, which asks its resolver for it. */
    private static boolean isOfIp(int c) {
        return c == ':' || c == '.' || (c < 0x80 && Character.digit(c, 16) >= 0);
    }

    private static String dotted(byte[] bytes) {
        return (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + "." + (bytes[2] & 0xff) + "." + (bytes[3] & 0xff);
    }

    /** RFC 5952: the longest run of two or more zero groups, the first of equals, becomes {@code ::}. */
    private static String compressed(byte[] bytes) {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff);
        }
        int from = -1;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && groups[i + run] == 0) {
                run++;
            }
            if (run > length) {
                from = i;
                length = run;
            }
            i += run;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == from) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(text.length() == 0 || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }

    /** A value from outside, cut and stripped of what could upset a log line or a terminal. */
    static String shown(String text) {
        String cut = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return cut.replaceAll("\\p{C}", "?");
    }
}
