package io.github.p2pdi.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code p2pdi tls-try}. */
@Command(
        description =
                "Makes a throw-away authority and certificates of it, to try TLS out with for a week; and says how."
                        + " The authority's own key is not kept, so nobody can have more of it. Whoever has the folder can"
                        + " pretend to be whom the certificates are for: not for anything else.")
final class TlsTryCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The folder to put them into; it is made, and must be empty.")
    @SuppressWarnings("NullAway.Init") // picocli fills it in.
    private Path folder;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            converter = Converters.Host.class,
            description = "A host that the server's certificate is for, besides localhost, 127.0.0.1 and ::1."
                    + " May be repeated.")
    private List<String> hosts = List.of();

    TlsTryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, UnexpectedOutcomeException {
        try (ThrowAwayAuthority authority = ThrowAwayAuthority.create(folder)) {
            authority.issue("server", hosts);
            authority.issue("client", List.of());
        }
        String trust = " --tls-trust " + folder.resolve("ca.pem");
        String server = identity("server") + trust;
        console.result("made " + folder + ": ca.pem, server.pem, server-key.pem, client.pem, client-key.pem");
        console.result("p2pdi rs" + server);
        console.result("p2pdi peer --rs tls://127.0.0.1 --share rfcs" + server);
        console.result("p2pdi get --rs tls://127.0.0.1 2616" + identity("client") + trust);
        return ExitCode.OK;
    }

    private String identity(String name) {
        return " --tls-cert " + folder.resolve(name + ".pem") + " --tls-key " + folder.resolve(name + "-key.pem");
    }
}
