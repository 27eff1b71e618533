package io.github.p2pdi.examples;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;

/**
 * An object of JSON on a line, in the order in which it is put together. What is absent is null. In ASCII alone, so that no
 * terminal obeys any of it, and no character set of one takes any away.
 */
final class JsonLine {
    private final StringJoiner members = new StringJoiner(", ", "{", "}");

    JsonLine number(String name, long value) {
        return member(name, Long.toString(value));
    }

    JsonLine number(String name, OptionalLong value) {
        return member(name, value.isPresent() ? Long.toString(value.getAsLong()) : "null");
    }

    JsonLine text(String name, String value) {
        return member(name, quoted(value));
    }

    JsonLine text(String name, Optional<String> value) {
        return member(name, value.map(JsonLine::quoted).orElse("null"));
    }

    private JsonLine member(String name, String value) {
        members.add(quoted(name) + ": " + value);
        return this;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    @Override
    public String toString() {
        return members.toString();
    }
}
