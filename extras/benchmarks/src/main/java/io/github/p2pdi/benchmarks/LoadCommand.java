package io.github.p2pdi.benchmarks;

import io.github.p2pdi.benchmarks.load.Generator;
import io.github.p2pdi.benchmarks.load.Plan;
import io.github.p2pdi.benchmarks.load.Population;
import io.github.p2pdi.benchmarks.load.WireScenario;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code load}. */
@Command(
        name = "load",
        description = "Asks a server on this machine, that runs already, as fast as it answers.",
        mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {
    private enum Asked {
        KEEPALIVE,
        REGISTER,
        PQUERY,
        GETRFC
    }

    @Option(names = "--port", required = true, description = "Where the server listens.")
    private int port;

    @Option(names = "--ask", required = true, description = "What is asked: ${COMPLETION-CANDIDATES}.")
    private Asked asked = Asked.KEEPALIVE;

    @Option(names = "--connections", description = "How many ask at the same time (default: ${DEFAULT-VALUE}).")
    private int connections = 16;

    @Option(names = "--new-connections", description = "Open a connection for each request.")
    private boolean newConnections;

    @Option(names = "--seconds", description = "How long (default: ${DEFAULT-VALUE}).")
    private int seconds = 5;

    @Option(names = "--requests", description = "How many, instead of how long.")
    private long requests;

    @Option(names = "--peers", description = "How many peers are registered before (default: ${DEFAULT-VALUE}).")
    private int peers = 1000;

    @Option(names = "--first", description = "The number of the first peer registered (default: ${DEFAULT-VALUE}).")
    private long first;

    @Option(
            names = "--document",
            description = "The number of the document that is fetched (default: ${DEFAULT-VALUE}).")
    private int document = 1;

    @Option(names = "--json", description = "Ask with Accept: application/json.")
    private boolean json;

    @Option(names = "--pid", description = "The server's process, to tell its processor time.")
    private long pid;

    @Override
    public Integer call() throws IOException {
        Plan plan = Plan.kept(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                connections,
                Duration.ofSeconds(seconds));
        plan = newConnections ? plan.withNewConnections() : plan;
        plan = requests > 0 ? plan.times(requests, Duration.ofHours(1)) : plan;
        System.out.println(Generator.run(plan, scenario(plan), pid == 0 ? OptionalLong.empty() : OptionalLong.of(pid)));
        return ExitCode.OK;
    }

    private WireScenario scenario(Plan plan) throws IOException {
        AtomicLong counter = new AtomicLong(first);
        String accept = json ? "Accept: application/json\r\n" : "";
        return switch (asked) {
            case REGISTER -> WireScenario.register(counter);
            case GETRFC -> WireScenario.getrfc(document, accept);
            case KEEPALIVE ->
                WireScenario.keepalive(Population.register(plan.server(), peers, counter::getAndIncrement));
            case PQUERY ->
                WireScenario.pquery(Population.register(plan.server(), peers + 1, counter::getAndIncrement)[0], accept);
        };
    }
}
