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
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** {@code p2pdi get}. */
final class GetCommand implements Command {
    private final Console console;
    private final JoinOptions join = new JoinOptions();

    private final Setting<Path> downloads = Setting.of(
            "--out",
            "DIR",
            new Converters.FilePath(),
            PeerConfig.defaults().downloads(),
            "The folder that the documents are put into (default: ${DEFAULT-VALUE}).");

    private final Setting<ExistingFile> existing = Setting.of(
            "--existing",
            "fail|replace|rename|skip",
            new Converters.Existing(),
            ExistingFile.FAIL,
            "What to do where a file of that name is there; skip: if it is the same (default: fail).");

    private final Setting<Optional<Digest>> sha256 = Setting.optional(
            "--sha256",
            "HEX",
            new Converters.Sha256(),
            "The digest that the document must have; for one document (default: what its holders say).");

    private final Setting<Optional<Long>> maxRate = Setting.optional(
            "--max-rate",
            "RATE",
            new Converters.Rate(),
            "The most bytes a second for all together, as 500K, 10M or 1G (default: no limit).");

    private final Setting<Boolean> json =
            Setting.flag("--json", "Prints each result as an object of JSON, failures too.");

    private final Setting<List<Long>> given =
            Setting.parameters("NUMBER", new Converters.DocumentNumber(), "The numbers of the documents.");

    GetCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Command.spec(this, "Finds documents and fetches them; says which could not be had, and why.");
        join.addTo(spec);
        Setting.add(spec, downloads, existing, sha256, maxRate, json, given);
        return spec;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        // A number that is given twice is fetched once.
        Set<Long> numbers = new LinkedHashSet<>(given.value());
        if (sha256.value().isPresent() && numbers.size() > 1) {
            throw sha256.misused("--sha256 is of one document, and there are " + numbers.size());
        }
        PeerConfig.Builder config = join.peer().downloads(downloads.value());
        maxRate.value().ifPresent(config::maxDownloadRate);
        GetReport report = new GetReport(console, json.value());
        try (PeerNode peer = start(config.build(), numbers, report);
                ProgressView view = ProgressView.open(console.footer(), numbers.size())) {
            return fetchAll(peer, numbers, report, view) ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private PeerNode start(PeerConfig config, Set<Long> numbers, GetReport report) throws P2pdiException {
        try {
            return P2PDI.startPeer(config);
        } catch (P2pdiException | IllegalStateException e) {
            report.noneCanBeHad(numbers, e);
            throw e;
        }
    }

    private DownloadOptions options() {
        DownloadOptions.Builder options = DownloadOptions.builder().existing(existing.value());
        sha256.value().ifPresent(options::sha256);
        return options.build();
    }

    /** Starts them all, as the peer knows how many to run at once, and tells of each as it ends. */
    private boolean fetchAll(PeerNode peer, Set<Long> numbers, GetReport report, ProgressView view)
            throws InterruptedException {
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
            report.stopped(all);
        });
        return report.await(ended, all.size());
    }
}
