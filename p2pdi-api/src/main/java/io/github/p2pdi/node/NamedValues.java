package io.github.p2pdi.node;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;

/** Values in one line for people, as records show theirs, but without what is absent. One thread at a time. */
final class NamedValues {
    private final StringJoiner text;

    NamedValues(String type) {
        text = new StringJoiner(", ", type + "[", "]");
    }

    void add(String name, Object value) {
        text.add(name + "=" + value);
    }

    void add(String name, Optional<?> value) {
        value.ifPresent(present -> add(name, present));
    }

    void add(String name, OptionalLong value) {
        value.ifPresent(present -> add(name, (Object) present));
    }

    /** {@return the line} */
    @Override
    public String toString() {
        return text.toString();
    }
}
