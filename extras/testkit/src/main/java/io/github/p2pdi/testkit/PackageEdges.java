package io.github.p2pdi.testkit;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.CodeSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Which package uses which, as the JDK's own {@code jdeps} reads it from compiled classes: what a test needs to hold an architecture to its
 * drawing.
 *
 * <pre>{@code
 * PackageEdges.of(Path.of("target", "classes"))
 *         .requireOnly("com.example", Map.of(".", Set.of("model"), "model", Set.of()));
 * }</pre>
 *
 * <p>Immutable.
 */
public final class PackageEdges {
    private static final Pattern EDGE = Pattern.compile("^ +(\\S+) +-> (\\S+) .*$", Pattern.MULTILINE);

    private final Map<String, Set<String>> targets;

    private PackageEdges(Map<String, Set<String>> targets) {
        this.targets = targets;
    }

    /**
     * Reads compiled classes. Blocks for the second or so that {@code jdeps} takes.
     *
     * @param classes a folder of classes, or a jar
     * @return the edges from every package found there, without those from a package to itself
     * @throws UncheckedIOException if the classes cannot be read
     */
    public static PackageEdges of(Path classes) {
        try {
            Path copy = Files.createTempDirectory("classes");
            try {
                copyClasses(classes, copy);
                return parse(jdeps(copy));
            } finally {
                delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Says where a class was loaded from.
     *
     * @param member any class of a library on the class path
     * @return the folder of classes or the jar that holds it
     * @throws IllegalArgumentException if the class comes from neither
     */
    public static Path locationOf(Class<?> member) {
        CodeSource source = member.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalArgumentException("not loaded from a folder or a jar: " + member.getName());
        }
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * Checks that the packages below a root are those of a table, that they use each other only as it allows, and that there is no cycle.
     * Edges that it allows need not exist. Packages outside the root are not looked at.
     *
     * @param root the name of the root package
     * @param allowed for each package, named from the root ({@code "."} is the root itself), the packages that it may use
     * @throws AssertionError naming every package and edge that is too many, and the packages of cycles
     */
    public void requireOnly(String root, Map<String, Set<String>> allowed) {
        Map<String, Set<String>> found = below(root);
        Set<String> wrong = new TreeSet<>();
        found.forEach((from, tos) -> {
            if (!allowed.containsKey(from)) {
                wrong.add("package is not in the table: " + from);
            }
            tos.stream()
                    .filter(to -> !allowed.getOrDefault(from, Set.of()).contains(to))
                    .forEach(to -> wrong.add("not allowed: " + from + " -> " + to));
        });
        Set<String> cycle = cycle(found);
        if (!cycle.isEmpty()) {
            wrong.add("a cycle: " + cycle);
        }
        if (!wrong.isEmpty()) {
            throw new AssertionError("Packages of " + root + ":\n  " + String.join("\n  ", wrong));
        }
    }

    /**
     * Finds the users of a library.
     *
     * @param prefix how the names of the library's packages begin
     * @return the names of the packages that use it, sorted
     */
    public Set<String> usersOf(String prefix) {
        Set<String> users = new TreeSet<>();
        targets.forEach((from, tos) -> {
            if (tos.stream().anyMatch(to -> isAtOrBelow(prefix, to))) {
                users.add(from);
            }
        });
        return users;
    }

    /**
     * Lists what the packages use.
     *
     * @return the name of every package that is used, sorted
     */
    public Set<String> used() {
        Set<String> used = new TreeSet<>();
        targets.values().forEach(used::addAll);
        return used;
    }

    private Map<String, Set<String>> below(String root) {
        Map<String, Set<String>> below = new TreeMap<>();
        targets.forEach((from, tos) -> {
            if (isAtOrBelow(root, from)) {
                Set<String> internal = below.computeIfAbsent(shortName(root, from), k -> new TreeSet<>());
                tos.stream().filter(to -> isAtOrBelow(root, to)).forEach(to -> internal.add(shortName(root, to)));
            }
        });
        return below;
    }

    /** What is left when packages that use none of the others, or that none of the others uses, are taken away again and again. */
    private static Set<String> cycle(Map<String, Set<String>> edges) {
        Set<String> left = new TreeSet<>(edges.keySet());
        boolean taken = true;
        while (taken) {
            Set<String> used = new TreeSet<>();
            left.forEach(from -> used.addAll(edges.getOrDefault(from, Set.of())));
            List<String> free = left.stream()
                    .filter(name ->
                            !used.contains(name) || Collections.disjoint(edges.getOrDefault(name, Set.of()), left))
                    .toList();
            taken = left.removeAll(free);
        }
        return left;
    }

    private static boolean isAtOrBelow(String root, String name) {
        return name.equals(root) || name.startsWith(root + ".");
    }

    private static String shortName(String root, String name) {
        return name.equals(root) ? "." : name.substring(root.length() + 1);
    }

    private static PackageEdges parse(String jdeps) {
        Map<String, Set<String>> targets = new TreeMap<>();
        Matcher edge = EDGE.matcher(jdeps);
        while (edge.find()) {
            Set<String> tos = targets.computeIfAbsent(edge.group(1), k -> new TreeSet<>());
            if (!edge.group(2).equals(edge.group(1))) {
                tos.add(edge.group(2));
            }
        }
        return new PackageEdges(targets);
    }

    private static String jdeps(Path classes) {
        ToolProvider jdeps = ToolProvider.findFirst("jdeps")
                .orElseThrow(() -> new IllegalStateException("no jdeps here: a JDK is needed, not a JRE"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = jdeps.run(
                new PrintWriter(out), new PrintWriter(err), "-verbose:package", "-filter:none", classes.toString());
        if (code != 0) {
            throw new IllegalStateException("jdeps ended with " + code + ": " + out + err);
        }
        return out.toString();
    }

    /** Without the module descriptor, for which jdeps would want every module that it requires. */
    private static void copyClasses(Path from, Path to) throws IOException {
        if (Files.isDirectory(from)) {
            copyTree(from, to);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(from)) {
                copyTree(jar.getPath("/"), to);
            }
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = from.relativize(file).toString();
                if (name.endsWith(".class") && !name.startsWith("META-INF") && !name.equals("module-info.class")) {
                    Path copy = to.resolve(name);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
