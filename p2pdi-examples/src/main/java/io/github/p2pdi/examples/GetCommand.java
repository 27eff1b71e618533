package io.github.p2pdi.examples;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.node.Download;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code p2pdi get}. */
@Command(description = "Finds documents and fetches them; says which could not be had, and why.")
final class GetCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final JoinOptions join = new JoinOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder that the documents are put into (default: ${DEFAULT-VALUE}).")
    private Path downloads = PeerConfig.defaults().downloads();

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
        try (PeerNode peer = P2PDI.startPeer(join.peer().downloads(downloads).build())) {
            console.shutdown().onRequest(peer::close);
            return fetchAll(peer) ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    /** Starts them all, as the peer knows how many to run at once, and tells of each as it ends. */
    private boolean fetchAll(PeerNode peer) throws InterruptedException {
        BlockingQueue<Download> ended = new LinkedBlockingQueue<>();
        for (long number : numbers) {
            Download download = peer.download(number);
            var unused = download.toFuture().whenComplete((file, failure) -> ended.add(download));
        }
        boolean allHad = true;
        try {
            for (int left = numbers.size(); left > 0; left--) {
                allHad &= tell(ended.take());
            }
            return allHad;
        } catch (CancellationException e) {
            console.remark("stopped before all documents were had");
            return false;
        }
    }

    private boolean tell(Download download) throws InterruptedException {
        try {
            Path file = download.await();
            console.result(download.number() + "  " + Files.size(file) + " bytes  " + file);
            return true;
        } catch (IOException e) {
            console.remark(download.number() + ": " + ErrorLine.sentence(e));
            return false;
        }
    }
}
