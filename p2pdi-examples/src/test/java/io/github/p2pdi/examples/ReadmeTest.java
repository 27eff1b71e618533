package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code that the README shows is code that is compiled and run. */
class ReadmeTest {
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Path SOURCES = Path.of("src/main/java/io/github/p2pdi/examples");

    @Test
    void theFirstBlockOfCodeIsTheQuickStart() throws IOException {
        String quickStart = flush(Files.readString(SOURCES.resolve("QuickStart.java")));

        assertTrue(quickStart.contains(blocks().get(0)), blocks().get(0));
    }

    @Test
    void everyBlockOfCodeStandsInAnExample() throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                sources.add(flush(Files.readString(file)));
            }
        }
        for (String block : blocks()) {
            assertTrue(sources.stream().anyMatch(source -> source.contains(block)), block);
        }
    }

    @Test
    void everyCommandOfTheCommandLineIsShown() throws IOException {
        String readme = readme();

        List<String> missing = Stream.of("rs", "peer", "get", "peers", "list", "scenario", "tls-try")
                .filter(command -> !readme.contains("p2pdi " + command))
                .toList();
        assertEquals(List.of(), missing);
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("../README.md"));
    }

    private static List<String> blocks() throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher block = JAVA_BLOCK.matcher(readme());
        while (block.find()) {
            blocks.add(flush(block.group(1)));
        }
        assertTrue(blocks.size() >= 2, "the README shows code");
        return blocks;
    }

    /** Without indentation: a block of the README begins at the margin. */
    private static String flush(String code) {
        return code.lines().map(String::strip).reduce("", (all, line) -> all + line + "\n");
    }
}
