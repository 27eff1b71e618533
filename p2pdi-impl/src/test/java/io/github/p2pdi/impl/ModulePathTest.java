package io.github.p2pdi.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import io.github.p2pdi.P2PDI;
import io.github.p2pdi.testkit.PackageEdges;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** The other tests run on the class path; this one runs a program on the module path that requires the api alone. */
class ModulePathTest {
    private static final Path API = PackageEdges.locationOf(P2PDI.class);

    @TempDir
    private Path folder;

    @Test
    void programThatRequiresTheApiFindsTheEngine() throws Exception {
        write("module-info.java", "module program { requires io.github.p2pdi.api; }");
        write("program/Main.java", """
                package program;

                import io.github.p2pdi.P2PDI;
                import io.github.p2pdi.node.RegistrationServerConfig;

                public class Main {
                    public static void main(String[] args) throws Exception {
                        try (var rs = P2PDI.startRegistrationServer(RegistrationServerConfig.builder().port(0).build())) {
                            System.out.println("address " + rs.address());
                            System.out.println("engine in " + ModuleLayer.boot().findModule("io.github.p2pdi.impl"));
                        }
                    }
                }
                """);
        compile();

        // No --add-modules: the api says what it uses and the engine what it provides, and that must do.
        String output = run("--module-path", modulePath(), "--module", "program/program.Main");

        assertTrue(output.lines().anyMatch(line -> line.matches("address .*\\d+.*")), output);
        assertTrue(output.contains("engine in Optional[module io.github.p2pdi.impl]"), output);
    }

    private void write(String name, String source) throws IOException {
        Path file = folder.resolve("sources").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
    }

    /** As strictly as can be, with the api and nothing else: neither a missing module nor an unknown annotation may be complained of. */
    private void compile() {
        Path sources = folder.resolve("sources");
        int code = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "-Xlint:all",
                        "-Werror",
                        "--module-path",
                        API.toString(),
                        "-d",
                        folder.resolve("classes").toString(),
                        sources.resolve("module-info.java").toString(),
                        sources.resolve("program/Main.java").toString());
        assertEquals(0, code, "javac");
    }

    private String modulePath() {
        return Stream.of(
                        folder.resolve("classes"),
                        API,
                        Path.of("target", "classes").toAbsolutePath(),
                        PackageEdges.locationOf(Gson.class),
                        PackageEdges.locationOf(Logger.class))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path output = folder.resolve("output.txt");
        List<String> command =
                Stream.concat(Stream.of(java.toString()), Stream.of(arguments)).toList();
        Process program = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(program.waitFor(30, TimeUnit.SECONDS), () -> "still running; so far: " + read(output));
            assertEquals(0, program.exitValue(), () -> read(output));
            return read(output);
        } finally {
            program.destroyForcibly();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
