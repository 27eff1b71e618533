package io.github.p2pdi.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.testkit.PackageEdges;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds p2pdi-impl to its drawing: arrows only point down, and each outside library has one user. */
class StructureTest {
    private static final String ROOT = "io.github.p2pdi.impl";

    private static final Set<String> ALL = Set.of(
            "peer",
            "download",
            "registration",
            "state",
            "index",
            "store",
            "exchange",
            "reply",
            "tcp",
            "memory",
            "tls",
            "unix",
            "sockets",
            "streams",
            "conversation",
            "codec",
            "json",
            "runtime");

    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry(".", ALL),
            Map.entry("peer", Set.of("download", "index", "exchange", "reply", "json", "runtime")),
            Map.entry("download", Set.of("store", "exchange", "json", "runtime")),
            Map.entry("registration", Set.of("exchange", "reply", "json", "state", "runtime")),
            Map.entry("state", Set.of("runtime")),
            Map.entry("index", Set.of("runtime")),
            Map.entry("store", Set.of("state", "runtime")),
            Map.entry("exchange", Set.of("json", "runtime")),
            Map.entry("memory", Set.of("conversation", "streams", "runtime")),
            Map.entry("tcp", Set.of("conversation", "streams", "sockets", "runtime")),
            Map.entry("tls", Set.of("streams", "sockets", "runtime")),
            Map.entry("unix", Set.of("streams", "sockets", "runtime")),
            Map.entry("sockets", Set.of("runtime")),
            Map.entry("streams", Set.of("conversation", "runtime")),
            Map.entry("conversation", Set.of("reply", "runtime")),
            Map.entry("reply", Set.of("json")),
            Map.entry("codec", Set.of()),
            Map.entry("json", Set.of()),
            Map.entry("runtime", Set.of()));

    private final PackageEdges edges = PackageEdges.of(Path.of("target", "classes"));

    @Test
    void arrowsOnlyPointDown() {
        edges.requireOnly(ROOT, ALLOWED);
    }

    @Test
    void onlyJsonUsesGson() {
        assertEquals(Set.of(ROOT + ".json"), edges.usersOf("com.google.gson"));
    }
}
