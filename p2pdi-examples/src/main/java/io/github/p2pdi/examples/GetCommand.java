package io.github.p2pdi.examples;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.DownloadOptions;
import io.github.p2pdi.node.ExistingFile;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code p2pdi get}. */
@Command(description = "Finds documents and fetches them; says which could not be had, and why.")
final class GetCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in.
    private CommandSpec spec;

    @Mixin
    private final JoinOptions join = new JoinOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder that the documents are put into (default: ${DEFAULT-VALUE}).")
    private Path downloads = PeerConfig.defaults().downloads();

    @Option(
            names = "--existing",
            paramLabel = "fail|replace|rename|skip",
            converter = Converters.Existing.class,
            description = "What to do where a file of that name is there; skip: if it is the same (default: fail).")
    private ExistingFile existing = ExistingFile.FAIL;

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            converter = Converters.Sha256.class,
            description = "The digest that the document must have; for one document (default: what its holders say).")
    private Optional<Digest> sha256 = Optional.empty();

    @Option(
            names = "--max-rate",
            paramLabel = "RATE",
            converter = Converters.Rate.class,
            description = "The most bytes a second for all together, as 500K, 10M or 1G (default: no limit).")
    private Optional<Long> maxRate = Optional.empty();

    @Option(names = "--json", description = "Prints each result as an object of JSON, failures too.")
    private boolean json;

    /** A set: a number that is given twice is fetched once. */
    @Parameters(
            arity = "1..*",
            paramLabel = "NUMBER",
            converter = Converters.DocumentNumber.class,
            description = "The numbers of the documents.")
    private Set<Long> numbers = new LinkedHashSet<>();

    GetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (sha256.isPresent() && numbers.size() > 1) {
            throw new ParameterException(
                    spec.commandLine(), "--sha256 is of one document, and there are " + numbers.size());
        }
        PeerConfig.Builder config = join.peer().downloads(downloads);
        maxRate.ifPresent(config::maxDownloadRate);
        GetReport report = new GetReport(console, json);
        try (PeerNode peer = start(config.build(), report);
                ProgressView view = ProgressView.open(console.footer(), numbers.size())) {
            return fetchAll(peer, report, view) ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private PeerNode start(PeerConfig config, GetReport report) throws P2pdiException {
        try {
            return P2PDI.startPeer(config);
        } catch (P2pdiException | IllegalStateException e) {
            report.noneCanBeHad(numbers, e);
            throw e;
        }
    }

    private DownloadOptions options() {
        DownloadOptions.Builder options = DownloadOptions.builder().existing(existing);
        sha256.ifPresent(options::sha256);
        return options.build();
    }

    /** Starts them all, as the peer knows how many to run at once, and tells of each as it ends. */
    private boolean fetchAll(PeerNode peer, GetReport report, ProgressView view) throws InterruptedException {
        BlockingQueue<Download> ended = new LinkedBlockingQueue<>();
        List<Download> all = new ArrayList<>();
        for (long number : numbers) {
            Download download = peer.download(number, options());
            all.add(download);
            download.addListener(report::watch);
            view.watch(download);
            var unused = download.toFuture().whenComplete((file, failure) -> ended.add(download));
        }
        console.shutdown().onRequest(() -> {
            view.close();
            peer.close();
            all.stream()
                    .filter(each -> each.state() == Download.State.CANCELLED)
                    .forEach(report::stopped);
        });
        boolean allHad = true;
        try {
            for (int left = all.size(); left > 0; left--) {
                allHad &= report.ended(ended.take());
            }
            return allHad;
        } catch (CancellationException e) {
            console.remark("stopped before all documents were had");
            return false;
        }
    }
}
