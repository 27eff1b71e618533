package io.github.p2pdi.examples;

import static java.util.Comparator.comparing;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Peer;
import io.github.p2pdi.node.PeerNode;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** {@code p2pdi peers}. */
final class PeersCommand implements Command {
    private final Console console;

    private final JoinOptions join = new JoinOptions();

    private final Setting<Boolean> json = Setting.flag("--json", "Prints each peer as an object of JSON.");

    PeersCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Command.spec(
                this, "Lists the active peers: address, lease left, registrations in 30 days, how long unheard of.");
        join.addTo(spec);
        Setting.add(spec, json);
        return spec;
    }

    @Override
    public Integer call() throws P2pdiException {
        try (PeerNode self = P2PDI.startPeer(join.peer().build())) {
            console.shutdown().onRequest(self::close);
            List<Peer> peers =
                    self.activePeers().stream().sorted(comparing(Peer::address)).toList();
            if (json.value()) {
                peers.forEach(peer -> console.result(object(peer)));
            } else {
                Columns.aligned(peers.stream().map(PeersCommand::row).toList()).forEach(console::result);
            }
        }
        return ExitCode.OK;
    }

    static String object(Peer peer) {
        return new JsonLine()
                .text("address", peer.address().toString())
                .number("lease", peer.ttl().toSeconds())
                .number("registrations", peer.registrationCount())
                .text("registered", peer.lastRegistered().toString())
                .number(
                        "idle",
                        peer.idle()
                                .map(idle -> OptionalLong.of(idle.toSeconds()))
                                .orElse(OptionalLong.empty()))
                .toString();
    }

    private static List<String> row(Peer peer) {
        return List.of(
                peer.address().toString(),
                "lease " + peer.ttl().toSeconds() + " s",
                "registrations " + peer.registrationCount(),
                "idle " + peer.idle().map(idle -> idle.toSeconds() + " s").orElse("-"));
    }
}
