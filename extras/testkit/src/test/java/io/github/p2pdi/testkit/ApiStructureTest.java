package io.github.p2pdi.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.P2PDI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds p2pdi-api to its drawing. It is here since p2pdi-api is built before the test kit. */
class ApiStructureTest {
    private static final String ROOT = "io.github.p2pdi";

    private static final Map<String, Set<String>> ALLOWED = Map.of(
            ".", Set.of("spi", "node", "registry", "transport", "wire", "time", "error", "model"),
            "spi", Set.of("node", "registry", "transport", "wire", "time", "error", "model"),
            "node", Set.of("registry", "transport", "wire", "time", "error", "model"),
            "registry", Set.of("time", "error", "model"),
            "transport", Set.of("wire", "time", "error", "model"),
            "wire", Set.of("error", "model"),
            "time", Set.of("error"),
            "error", Set.of("model"),
            "model", Set.of());

    private final PackageEdges edges = PackageEdges.of(PackageEdges.locationOf(P2PDI.class));

    @Test
    void arrowsOnlyPointDown() {
        edges.requireOnly(ROOT, ALLOWED);
    }

    @Test
    void nothingButTheJdkIsUsed() {
        List<String> others = edges.used().stream()
                .filter(used -> !used.startsWith("java.") && !used.startsWith("javax.") && !used.startsWith(ROOT))
                .toList();
        assertEquals(List.of("org.jspecify.annotations"), others);
    }
}
