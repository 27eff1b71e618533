package io.github.p2pdi.impl.codec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Frames recorded byte for byte between base-dialect programs; {@code exchanges.txt} tells its own format. */
public final class RecordedExchanges {
    private RecordedExchanges() {}

    /** All requests, in order. */
    public static List<byte[]> requests() {
        return frames('>');
    }

    /** All answers, in order. */
    public static List<byte[]> answers() {
        return frames('<');
    }

    private static List<byte[]> frames(char direction) {
        List<byte[]> frames = new ArrayList<>();
        InputStream file = Objects.requireNonNull(
                RecordedExchanges.class.getResourceAsStream("/io/github/p2pdi/impl/exchanges.txt"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(direction + " ") && Character.isDigit(line.charAt(2))) {
                    frames.add(unescaped(line.substring(2)).getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return frames;
    }

    private static String unescaped(String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                char escape = line.charAt(++i);
                c = escape == 'r' ? '\r' : escape == 'n' ? '\n' : escape;
            }
            text.append(c);
        }
        return text.toString();
    }
}
