package io.github.p2pdi.impl.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads one JSON document and refuses what gson's reader lets through even when it is strict: duplicate names, numbers for strings and strings for
 * numbers, {@code 7.0} and {@code 1e3} for integers, depth, lengths, halves of surrogate pairs.
 */
final class StrictReader {
    static final int DEPTH = 8;
    /** In UTF-8. */
    static final int STRING_BYTES = 4 << 10;

    static final int NUMBER_CHARACTERS = 20;
    /** An object with more names than this is none of ours; the limit keeps the search for duplicates short. */
    static final int FIELDS = 64;

    private final JsonReader in;
    private final List<List<String>> names = new ArrayList<>(DEPTH);
    private int depth;

    StrictReader(Reader text) {
        in = new JsonReader(text);
        in.setStrictness(Strictness.STRICT);
    }

    /** Reads the value of one field of an object. */
    interface FieldReader {
        void read(String name) throws IOException;
    }

    /** Reads one item of an array. */
    interface ItemReader {
        void read() throws IOException;
    }

    JsonToken peek() throws IOException {
        return in.peek();
    }

    /** Reads an object, field by field. */
    void object(FieldReader fields) throws IOException {
        enter(JsonToken.BEGIN_OBJECT);
        in.beginObject();
        List<String> seen = namesHere();
        while (in.hasNext()) {
            String name = checked(in.nextName());
            if (seen.contains(name)) {
                throw new JsonFormatException("the name " + Shown.text(name) + " comes twice in one object" + place());
            }
            if (seen.size() == FIELDS) {
                throw new JsonFormatException("an object has more than " + FIELDS + " names" + place());
            }
            seen.add(name);
            fields.read(name);
        }
        in.endObject();
        depth--;
    }

    /** Reads an array of at most so many items. */
    void array(int mostItems, ItemReader items) throws IOException {
        enter(JsonToken.BEGIN_ARRAY);
        in.beginArray();
        int count = 0;
        while (in.hasNext()) {
            if (count++ == mostItems) {
                throw new JsonFormatException("an array has more than " + mostItems + " items" + place());
            }
            items.read();
        }
        in.endArray();
        depth--;
    }

    String string() throws IOException {
        return stringIfShort().orElseThrow(StrictReader::tooLongString);
    }

    /** A string; nothing where it is too long. */
    Optional<String> stringIfShort() throws IOException {
        expect(JsonToken.STRING);
        String text = in.nextString();
        return utf8Bytes(text) > STRING_BYTES ? Optional.empty() : Optional.of(text);
    }

    boolean bool() throws IOException {
        expect(JsonToken.BOOLEAN);
        return in.nextBoolean();
    }

    /** A whole number of 64 bits, written as one. */
    long integer() throws IOException {
        String text = whole(number());
        return parsed(text)
                .orElseThrow(() -> new JsonFormatException(Shown.number(text) + " is beyond 64 bits" + place()));
    }

    /** A whole number of any length; nothing where it is beyond 64 bits. */
    OptionalLong integerIfShort() throws IOException {
        return parsed(whole(numberOfAnyLength()));
    }

    /** A whole number of any length; the nearest of 64 bits where it is beyond those. */
    long saturatedInteger() throws IOException {
        String text = whole(numberOfAnyLength());
        return parsed(text).orElse(text.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE);
    }

    double decimal() throws IOException {
        return Double.parseDouble(number());
    }

    /** Reads past a value of any kind, as strictly as if it mattered. */
    void skip() throws IOException {
        switch (in.peek()) {
            case BEGIN_OBJECT -> object(name -> skip());
            case BEGIN_ARRAY -> array(Integer.MAX_VALUE, this::skip);
            case STRING -> string();
            case NUMBER -> number();
            case BOOLEAN, NULL -> in.skipValue();
            default -> expect(JsonToken.NULL);
        }
    }

    /** Nothing but white space may follow. */
    void end() throws IOException {
        expect(JsonToken.END_DOCUMENT);
    }

    /** Where the reader is, for a message. */
    String place() {
        return " at " + Shown.text(in.getPath());
    }

    static JsonFormatException tooLongString() {
        return new JsonFormatException("a string is longer than " + STRING_BYTES + " bytes");
    }

    private void enter(JsonToken opening) throws IOException {
        expect(opening);
        if (depth++ == DEPTH) {
            throw new JsonFormatException("the JSON is nested deeper than " + DEPTH + place());
        }
    }

    private List<String> namesHere() {
        while (names.size() < depth) {
            names.add(new ArrayList<>());
        }
        List<String> here = names.get(depth - 1);
        here.clear();
        return here;
    }

    private static OptionalLong parsed(String integer) {
        try {
            return OptionalLong.of(Long.parseLong(integer));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private String whole(String number) throws JsonFormatException {
        for (int i = number.startsWith("-") ? 1 : 0; i < number.length(); i++) {
            if (number.charAt(i) < '0' || number.charAt(i) > '9') {
                throw new JsonFormatException(Shown.number(number) + " is not an integer" + place());
            }
        }
        return number;
    }

    /** As long as gson takes one: a thousand characters or so. */
    private String numberOfAnyLength() throws IOException {
        expect(JsonToken.NUMBER);
        return in.nextString();
    }

    private String number() throws IOException {
        String text = numberOfAnyLength();
        if (text.length() > NUMBER_CHARACTERS) {
            throw new JsonFormatException("the number " + Shown.number(text) + " is longer than " + NUMBER_CHARACTERS
                    + " characters" + place());
        }
        return text;
    }

    private void expect(JsonToken wanted) throws IOException {
        JsonToken found = in.peek();
        if (found != wanted) {
            throw new JsonFormatException("found " + found + " where " + wanted + " is due" + place());
        }
    }

    private String checked(String text) throws JsonFormatException {
        if (utf8Bytes(text) > STRING_BYTES) {
            throw tooLongString();
        }
        return text;
    }

    private int utf8Bytes(String text) throws JsonFormatException {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isSurrogatePair(c, i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
                    throw new JsonFormatException("half of a surrogate pair in " + Shown.text(text) + place());
                }
                bytes += 2;
                i++;
            } else if (c >= 0x80) {
                bytes += c < 0x800 ? 1 : 2;
            }
        }
        return bytes;
    }
}
