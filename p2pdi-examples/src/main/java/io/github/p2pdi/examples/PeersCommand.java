package io.github.p2pdi.examples;

import static java.util.Comparator.comparing;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.node.PeerNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code p2pdi peers}. */
@Command(description = "Lists the active peers: address, lease left, registrations in 30 days, how long unheard of.")
final class PeersCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final JoinOptions join = new JoinOptions();

    PeersCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws P2pdiException {
        try (PeerNode self = P2PDI.startPeer(join.peer().build())) {
            console.shutdown().onRequest(self::close);
            List<List<String>> rows = self.activePeers().stream()
                    .sorted(comparing(Peer::address))
                    .map(PeersCommand::row)
                    .toList();
            Columns.aligned(rows).forEach(console::result);
        }
        return ExitCode.OK;
    }

    private static List<String> row(Peer peer) {
        return List.of(
                peer.address().toString(),
                "lease " + peer.ttl().toSeconds() + " s",
                "registrations " + peer.registrationCount(),
                "idle " + peer.idle().map(idle -> idle.toSeconds() + " s").orElse("-"));
    }
}
