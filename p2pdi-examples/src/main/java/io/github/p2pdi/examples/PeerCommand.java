package io.github.p2pdi.examples;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.RegistrationClient;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code p2pdi peer}. */
@Command(description = "Runs a peer that shares a folder, until SIGTERM or SIGINT; then it leaves.")
final class PeerCommand implements Callable<Integer> {
    private static final PeerConfig DEFAULTS = PeerConfig.defaults();

    private final Console console;

    @Mixin
    private final JoinOptions join = new JoinOptions();

    @Option(
            names = "--advertise",
            paramLabel = "ADDRESS",
            converter = Converters.AdvertisedAddress.class,
            description = "The address that others are told, [tls://]HOST[:PORT], where it is not the one listened on.")
    private Optional<PeerAddress> advertise = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            converter = Converters.Port.class,
            description = "The port to listen on; 0 takes any that is free (default: ${DEFAULT-VALUE}).")
    private int port = DEFAULTS.bind().port();

    @Option(
            names = "--share",
            paramLabel = "DIR",
            description = "The folder to share: files named rfc<number>.<ext> (default: none).")
    private Optional<Path> share = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder that downloads are put into (default: ${DEFAULT-VALUE}).")
    private Path downloads = DEFAULTS.downloads();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "The folder to keep the peer's cookie in, so that it is known again after a restart, and the digests of"
                            + " what it shares, so that they need not be found again (default: none).")
    private Optional<Path> state = Optional.empty();

    @Option(
            names = "--max-rate",
            paramLabel = "RATE",
            converter = Converters.Rate.class,
            description =
                    "The most bytes a second of all that is sent together, as 500K, 10M or 1G (default: no limit).")
    private Optional<Long> maxRate = Optional.empty();

    @Option(
            names = "--max-uploads",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "How many documents to send at once; who asks for one more is told to come again"
                    + " (default: ${DEFAULT-VALUE}).")
    private int uploads = DEFAULTS.uploads();

    @Mixin
    private final IoTimeoutOption ioTimeout = new IoTimeoutOption();

    @Mixin
    private final ListenOptions listen = new ListenOptions();

    PeerCommand(Console console) {
        this.console = console;
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
                .port(port)
                .downloads(downloads)
                .uploads(uploads)
                .limits(ioTimeout.in(DEFAULTS.limits()))
                .alsoBind(listen.addresses());
        advertise.ifPresent(config::advertise);
        share.ifPresent(config::share);
        state.ifPresent(config::state);
        maxRate.ifPresent(config::maxUploadRate);
        return config.build();
    }

    /** Nothing has been learned from others yet, so the whole index is the peer's own. */
    private static String readyLine(PeerNode peer) {
        PeerAddress server = peer.registration().map(RegistrationClient::server).orElseThrow();
        return "peer " + Console.addresses(peer.boundAddresses()) + " registered with " + server + ", sharing "
                + peer.index().size() + " documents";
    }
}
