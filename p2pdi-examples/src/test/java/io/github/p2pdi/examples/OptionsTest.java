package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

/** What the options of the commands that serve lead to. */
class OptionsTest {
    @Test
    void theLongestLeaseIsTheOneThatWasSet() throws Exception {
        try (RunningCommand rs = RunningCommand.start("rs", "--port", "0", "--ttl", "40");
                RunningCommand peer =
                        RunningCommand.start("peer", "--rs", rs.address().toString())) {
            Outcome peers = Outcome.of("peers", "--rs", rs.address().toString());

            String row = peers.out().get(0);
            assertTrue(row.matches(peer.address() + "  lease (40|3[0-9]) s .*"), row);
        }
    }

    @Test
    void aPeerIsKnownByTheAddressThatItAdvertises() throws Exception {
        try (RunningCommand rs = RunningCommand.start("rs", "--port", "0", "--io-timeout", "5");
                RunningCommand peer = RunningCommand.start(
                        "peer", "--rs", rs.address().toString(), "--advertise", "localhost", "--io-timeout", "2.5")) {
            Outcome peers = Outcome.of("peers", "--rs", rs.address().toString());

            // Its ready line tells where it listens, the list where others are sent.
            assertEquals("127.0.0.1", peer.address().host());
            String advertised = "localhost:" + peer.address().port();
            assertTrue(peers.out().get(0).startsWith(advertised + "  "), () -> peers.toString());
        }
    }

    @Test
    void addressesOfVersionSixStandInBrackets() throws Exception {
        assumeTrue(hasVersionSix(), "this machine has no ::1");
        try (RunningCommand rs = RunningCommand.start("rs", "--host", "::1", "--port", "0");
                RunningCommand peer =
                        RunningCommand.start("peer", "--rs", rs.address().toString(), "--host", "[::1]")) {
            Outcome peers = Outcome.of("peers", "--rs", rs.address().toString(), "--host", "::1");

            assertTrue(rs.readyLine().contains(" [::1]:"), rs.readyLine());
            assertTrue(peers.out().get(0).startsWith(peer.address() + "  "), () -> peers.toString());
        }
    }

    private static boolean hasVersionSix() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress());
    }
}
