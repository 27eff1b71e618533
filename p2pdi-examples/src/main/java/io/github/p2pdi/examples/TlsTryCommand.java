package io.github.p2pdi.examples;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** {@code p2pdi tls-try}. */
final class TlsTryCommand implements Command {
    /** What no shell takes for anything else. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");

    private final Console console;

    private final Setting<Optional<Path>> given = Setting.parameter(
            "DIR", new Converters.FilePath(), "The folder to put them into; it is made, and must be empty.");

    private final Setting<List<String>> hosts = Setting.list(
            "--host",
            "HOST",
            new Converters.Host(),
            "A host that the server's certificate is for, besides localhost, 127.0.0.1 and ::1." + " May be repeated.");

    TlsTryCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Command.spec(
                this,
                "Makes a throw-away authority and certificates of it, to try TLS out with for a week; and says how."
                        + " The authority's own key is not kept, so nobody can have more of it. Whoever has the folder can"
                        + " pretend to be whom the certificates are for: not for anything else.");
        Setting.add(spec, given, hosts);
        return spec;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, UnexpectedOutcomeException {
        Path folder = given.value().orElseThrow();
        makeEmpty(folder);
        try (TemporaryFolder work = TemporaryFolder.create("p2pdi-tls-try-")) {
            ThrowAwayAuthority authority = new ThrowAwayAuthority(work);
            console.shutdown().onRequest(() -> {
                authority.stop();
                work.closeQuietly();
            });
            authority.create();
            authority.issue("server", hosts.value());
            authority.issue("client", List.of());
            authority.moveInto(folder);
        }
        String trust = " --tls-trust " + quoted(folder.resolve("ca.pem"));
        String server = identity(folder, "server") + trust;
        console.result("made " + folder + ": ca.pem, server.pem, server-key.pem, client.pem, client-key.pem");
        console.result("p2pdi rs" + server);
        console.result("p2pdi peer --rs tls://127.0.0.1 --share rfcs" + server);
        console.result("p2pdi get --rs tls://127.0.0.1 2616" + identity(folder, "client") + trust);
        return ExitCode.OK;
    }

    private static void makeEmpty(Path folder) throws IOException, UnexpectedOutcomeException {
        Files.createDirectories(folder);
        try (Stream<Path> there = Files.list(folder)) {
            if (there.findAny().isPresent()) {
                throw new UnexpectedOutcomeException(folder + " is not empty: name another folder, or empty it");
            }
        }
    }

    private static String identity(Path folder, String name) {
        return " --tls-cert " + quoted(folder.resolve(name + ".pem")) + " --tls-key "
                + quoted(folder.resolve(name + "-key.pem"));
    }

    /** As a shell takes it for one word. */
    private static String quoted(Path file) {
        String text = file.toString();
        if (File.separatorChar == '\\') {
            return text.contains(" ") ? '"' + text + '"' : text;
        }
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
