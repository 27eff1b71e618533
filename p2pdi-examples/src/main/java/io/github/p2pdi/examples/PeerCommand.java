package io.github.p2pdi.examples;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationClient;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** {@code p2pdi peer}. */
final class PeerCommand implements Command {
    private static final PeerConfig DEFAULTS = PeerConfig.defaults();

    private final Console console;

    private final JoinOptions join = new JoinOptions();

    private final Setting<Optional<PeerAddress>> advertise = Setting.optional(
            "--advertise",
            "ADDRESS",
            new Converters.AdvertisedAddress(),
            "The address that others are told, [tls://]HOST[:PORT], where it is not the one listened on.");

    private final Setting<Integer> port = Setting.of(
            "--port",
            "PORT",
            new Converters.Port(),
            DEFAULTS.bind().port(),
            "The port to listen on; 0 takes any that is free (default: ${DEFAULT-VALUE}).");

    private final Setting<Optional<Path>> share = Setting.optional(
            "--share",
            "DIR",
            new Converters.FilePath(),
            "The folder to share: files named rfc<number>.<ext> (default: none).");

    private final Setting<Path> downloads = Setting.of(
            "--out",
            "DIR",
            new Converters.FilePath(),
            DEFAULTS.downloads(),
            "The folder that downloads are put into (default: ${DEFAULT-VALUE}).");

    private final Setting<Optional<Path>> state = Setting.optional(
            "--state",
            "DIR",
            new Converters.FilePath(),
            "The folder to keep the peer's cookie in, so that it is known again after a restart, and the digests of"
                    + " what it shares, so that they need not be found again (default: none).");

    private final Setting<Optional<Long>> maxRate = Setting.optional(
            "--max-rate",
            "RATE",
            new Converters.Rate(),
            "The most bytes a second of all that is sent together, as 500K, 10M or 1G (default: no limit).");

    private final Setting<Integer> uploads = Setting.of(
            "--max-uploads",
            "N",
            new Converters.Count(),
            DEFAULTS.uploads(),
            "How many documents to send at once: to one address half of them, or a quarter where others have the rest;"
                    + " who asks for one more is told to come again (default: ${DEFAULT-VALUE}).");

    private final IoTimeoutOption ioTimeout = new IoTimeoutOption();

    private final ListenOptions listen = new ListenOptions();

    PeerCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Command.spec(this, "Runs a peer that shares a folder, until SIGTERM or SIGINT; then it leaves.");
        join.addTo(spec);
        Setting.add(spec, advertise, port, share, downloads, state, maxRate, uploads);
        ioTimeout.addTo(spec);
        listen.addTo(spec);
        return spec;
    }

    @Override
    public Integer call() throws P2pdiException, InterruptedException {
        try (PeerNode peer = P2PDI.startPeer(config())) {
            console.shutdown().onRequest(peer::close);
            console.result(readyLine(peer));
            peer.awaitClosed();
        }
        return ExitCode.OK;
    }

    private PeerConfig config() {
        PeerConfig.Builder config = join.peer()
                .port(port.value())
                .downloads(downloads.value())
                .uploads(uploads.value())
                .limits(ioTimeout.in(DEFAULTS.limits()))
                .alsoBind(listen.addresses());
        advertise.value().ifPresent(config::advertise);
        share.value().ifPresent(config::share);
        state.value().ifPresent(config::state);
        maxRate.value().ifPresent(config::maxUploadRate);
        return config.build();
    }

    /** Nothing has been learned from others yet, so the whole index is the peer's own. */
    private static String readyLine(PeerNode peer) {
        PeerAddress server = peer.registration().map(RegistrationClient::server).orElseThrow();
        return "peer " + Console.addresses(peer.boundAddresses()) + " registered with " + server + ", sharing "
                + peer.index().size() + " documents";
    }
}
