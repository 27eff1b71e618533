package io.github.p2pdi.benchmarks.figure;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.benchmarks.load.Median;
import io.github.p2pdi.benchmarks.server.Fetchers;
import io.github.p2pdi.benchmarks.server.Ours;
import io.github.p2pdi.benchmarks.server.Rivals;
import io.github.p2pdi.benchmarks.server.ServerProcess;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.DownloadOptions;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.node.PeerNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One document of 1 GiB, fetched into a folder by us and by others: as whole processes, and by the engine in this JVM, which is warm. Ours is verified and
 * forced to the disk before it has its name, theirs are neither.
 */
final class FetchedDocument implements Figure {
    private static final long SIZE_BYTES = 1L << 30;
    private static final int NUMBER = 1;
    private static final String FILE = "rfc" + NUMBER + ".txt";
    private static final double PRICE = 1 / 1.15;

    private final String name;
    private final Optional<Path> in;

    /**
     * Fetches into a folder.
     *
     * @param in where that is made; empty: where temporary files are
     */
    FetchedDocument(String name, Optional<Path> in) {
        this.name = name;
        this.in = in;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void measure(Setting setting) throws IOException, InterruptedException {
        if (in.isPresent() && !Files.isWritable(in.get())) {
            setting.report().skipped(name, "there is no " + in.get());
            return;
        }
        try (Scratch source = new Scratch();
                Scratch configuration = new Scratch();
                Scratch target = in.isPresent() ? new Scratch(in.get()) : new Scratch();
                ServerProcess registrationServer = setting.ours().registrationServer()) {
            Path file = source.readableByAll().resolve(FILE);
            Documents.write(file, SIZE_BYTES);
            Optional<ServerProcess> nginx = Rivals.nginx(source.folder(), configuration.readableByAll());
            try (ServerProcess peer = setting.ours().peer(registrationServer, source.folder());
                    ServerProcess unhashed = Ours.unhashed(file);
                    PeerNode engine = P2PDI.startPeer(PeerConfig.defaults());
                    PeerNode other = P2PDI.startPeer(PeerConfig.defaults())) {
                engine.query(address(peer));
                other.query(address(unhashed));
                Map<String, Fetch> sides = new LinkedHashMap<>();
                DownloadOptions into =
                        DownloadOptions.builder().folder(target.folder()).build();
                sides.put("ours-warm", () -> engine.download(NUMBER, into).await());
                sides.put("unverified-warm", () -> other.download(NUMBER, into).await());
                List<String> get = setting.ours().get(registrationServer, NUMBER, target.folder());
                sides.put("ours", () -> Fetchers.run(get));
                nginx.flatMap(server -> Fetchers.curl(server.address(), FILE, target.folder()))
                        .ifPresent(command -> sides.put("curl", () -> Fetchers.run(command)));
                nginx.flatMap(server -> Fetchers.aria2c(server.address(), FILE, target.folder()))
                        .ifPresent(command -> sides.put("aria2c", () -> Fetchers.run(command)));
                compare(setting, inTurn(setting, sides, target.folder().resolve(FILE)));
            } finally {
                nginx.ifPresent(ServerProcess::close);
            }
        }
    }

    private static PeerAddress address(ServerProcess peer) {
        return PeerAddress.of("127.0.0.1", peer.address().getPort());
    }

    /** Fetches the document once. */
    @FunctionalInterface
    private interface Fetch {
        void run() throws IOException, InterruptedException;
    }

    /** The median of the seconds that each took. The first round of each does not count: by then digests are known and what counts is compiled. */
    private static Map<String, Double> inTurn(Setting setting, Map<String, Fetch> sides, Path file)
            throws IOException, InterruptedException {
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        for (int round = -1; round < setting.rounds(); round++) {
            for (Map.Entry<String, Fetch> side : sides.entrySet()) {
                long since = System.nanoTime();
                side.getValue().run();
                double took = (System.nanoTime() - since) / 1e9;
                if (Files.size(file) != SIZE_BYTES) {
                    throw new IOException(side.getKey() + " has fetched " + Files.size(file) + " bytes");
                }
                Files.delete(file);
                if (round >= 0) {
                    seconds.computeIfAbsent(side.getKey(), each -> new ArrayList<>())
                            .add(took);
                }
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        seconds.forEach((side, each) -> {
            setting.report().say(String.format(Locale.ROOT, "%s: %s s", side, shown(each)));
            medians.put(side, Median.of(each));
        });
        return medians;
    }

    private static List<String> shown(List<Double> seconds) {
        return seconds.stream()
                .map(each -> String.format(Locale.ROOT, "%.2f", each))
                .toList();
    }

    private void compare(Setting setting, Map<String, Double> seconds) {
        for (String rival : List.of("curl", "aria2c")) {
            if (!seconds.containsKey(rival)) {
                setting.report().skipped(name + '-' + rival, "there is no nginx or no " + rival);
                continue;
            }
            double theirs = took(seconds, rival);
            setting.report().figure(name + '-' + rival, theirs / took(seconds, "ours"), Target.atLeast(1));
            setting.report().figure(name + "-warm-" + rival, theirs / took(seconds, "ours-warm"), Target.atLeast(1));
        }
        double part = took(seconds, "unverified-warm") / took(seconds, "ours-warm");
        setting.report().figure(name + "-verified", part, Target.atLeast(PRICE));
    }

    private static double took(Map<String, Double> seconds, String side) {
        return Objects.requireNonNull(seconds.get(side), side);
    }
}
