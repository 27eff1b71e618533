package io.github.p2pdi;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is exported is what public-api.txt says, so that no change of it goes unseen. */
class PublicApiTest {
    private static final Path FILE = Path.of("public-api.txt");

    private static final String REWRITE = "mvn -pl p2pdi-api test -Dtest=PublicApiTest -Dp2pdi.api.write=true";

    @Test
    void exportedSignaturesAreThoseCommitted() throws IOException {
        String actual = PublicApi.render(Path.of("target", "classes"));
        if (Boolean.getBoolean("p2pdi.api.write")) {
            Files.writeString(FILE, actual);
        }
        String committed = Files.exists(FILE) ? Files.readString(FILE).replace("\r\n", "\n") : "";
        if (!actual.equals(committed)) {
            fail("p2pdi-api/public-api.txt does not say what the api offers now."
                    + listed("gone", minus(committed, actual))
                    + listed("new", minus(actual, committed))
                    + "\nIf that is meant, rewrite the file and commit it with the change:\n  " + REWRITE);
        }
    }

    private static String listed(String title, Set<String> lines) {
        return lines.isEmpty() ? "" : "\n" + title + ":\n  " + String.join("\n  ", lines);
    }

    private static Set<String> minus(String some, String others) {
        Set<String> left = entries(some);
        left.removeAll(entries(others));
        return left;
    }

    /** The lines, a member's with its type's name before it. */
    private static Set<String> entries(String api) {
        Set<String> entries = new LinkedHashSet<>();
        String type = "";
        for (String line : api.lines().filter(line -> !line.isBlank()).toList()) {
            if (!line.startsWith(" ")) {
                type = line.replaceAll(".*(?:class|interface|record|enum) ([\\w.$]+).*", "$1");
                entries.add(line);
            } else {
                entries.add(type + ": " + line.strip());
            }
        }
        return entries;
    }
}
