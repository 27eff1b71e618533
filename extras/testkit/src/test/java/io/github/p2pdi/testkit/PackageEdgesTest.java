package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageEdgesTest {
    private static PackageEdges edges;

    /** x uses x.a, x.a and x.b use each other, x.c uses nothing of x. */
    @BeforeAll
    static void compile(@TempDir Path folder) throws IOException {
        Path sources = folder.resolve("sources");
        write(sources.resolve("x/Root.java"), "package x; class Root { x.a.A a; java.util.regex.Pattern p; }");
        write(sources.resolve("x/a/A.java"), "package x.a; public class A { x.b.B b; }");
        write(sources.resolve("x/b/B.java"), "package x.b; public class B { x.a.A a; }");
        write(sources.resolve("x/c/C.java"), "package x.c; class C { }");
        write(sources.resolve("module-info.java"), "module x { }");
        Path classes = folder.resolve("classes");
        int code = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "-d",
                        classes.toString(),
                        "--source-path",
                        sources.toString(),
                        sources.resolve("module-info.java").toString(),
                        sources.resolve("x/Root.java").toString(),
                        sources.resolve("x/c/C.java").toString());
        assertEquals(0, code, "javac");
        edges = PackageEdges.of(classes);
    }

    @Test
    void edgeThatIsNotAllowedIsNamed() {
        assertTrue(complaint(Map.of(".", Set.of(), "a", Set.of("b"), "b", Set.of("a"), "c", Set.of()))
                .contains("not allowed: . -> a"));
    }

    @Test
    void packageMissingInTheTableIsNamed() {
        assertTrue(complaint(Map.of(".", Set.of("a"), "a", Set.of("b"), "b", Set.of("a")))
                .contains("package is not in the table: c"));
    }

    @Test
    void cycleIsNamedEvenWhereTheTableAllowsIt() {
        assertTrue(complaint(Map.of(".", Set.of("a"), "a", Set.of("b"), "b", Set.of("a"), "c", Set.of()))
                .endsWith("a cycle: [a, b]"));
    }

    @Test
    void allowedEdgeNeedNotExist() {
        edges.requireOnly("x.c", Map.of(".", Set.of("d"), "d", Set.of()));
    }

    @Test
    void usersOfALibraryAreFound() {
        assertEquals(Set.of("x"), edges.usersOf("java.util.regex"));
        assertEquals(Set.of("x", "x.b"), edges.usersOf("x.a"));
    }

    @Test
    void aJarReadsLikeAFolder() {
        PackageEdges junit = PackageEdges.of(PackageEdges.locationOf(Test.class));
        assertTrue(junit.used().contains("org.junit.platform.commons.annotation"), junit.used()::toString);
    }

    private String complaint(Map<String, Set<String>> allowed) {
        return assertThrows(AssertionError.class, () -> edges.requireOnly("x", allowed))
                .getMessage();
    }

    private static void write(Path file, String source) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
    }
}
