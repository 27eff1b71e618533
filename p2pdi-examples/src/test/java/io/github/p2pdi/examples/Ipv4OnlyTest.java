package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses of IPv6 in a JVM that uses those of IPv4 alone. */
class Ipv4OnlyTest {
    private static final List<String> IPV4_ONLY = List.of("-Djava.net.preferIPv4Stack=true");

    @ParameterizedTest
    @CsvSource({
        "peers --rs [::1]:1, cannot reach [::1]:1",
        "rs --host ::1 --port 0, cannot listen at [::1]:0",
    })
    void theyAreRefusedAsAnAddressThatCannotBeReached(String arguments, String tried) throws Exception {
        try (ChildJvm child = ChildJvm.start(IPV4_ONLY, Main.class, arguments.split(" "))) {
            List<String> lines = child.readAll();
            assertEquals(1, child.exitCode());
            assertEquals(1, lines.size(), () -> "printed " + lines);
            String refused = "p2pdi: " + tried + ": addresses of that kind are not in use here";
            assertTrue(lines.get(0).startsWith(refused), lines.get(0));
        }
    }
}
