package io.github.p2pdi.benchmarks.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The programs of others that fetch a file. Each method gives nothing where the program is not installed. */
public final class Fetchers {
    private Fetchers() {}

    /** {@return the command that fetches a file into a folder by curl} */
    public static Optional<List<String>> curl(InetSocketAddress server, String file, Path folder) {
        return Program.find("curl")
                .map(program ->
                        List.of(program, "-s", "-f", "-o", folder.resolve(file).toString(), url(server, file)));
    }

    /** {@return the command that fetches a file into a folder by aria2c over four connections} It sets no room aside first, as we do not. */
    public static Optional<List<String>> aria2c(InetSocketAddress server, String file, Path folder) {
        return Program.find("aria2c")
                .map(program -> List.of(
                        program,
                        "-q",
                        "-x4",
                        "-s4",
                        "--file-allocation=none",
                        "--no-conf",
                        "-d",
                        folder.toString(),
                        "-o",
                        file,
                        url(server, file)));
    }

    private static String url(InetSocketAddress server, String file) {
        return "http://127.0.0.1:" + server.getPort() + "/" + file;
    }

    /**
     * Runs a program to its end.
     *
     * @throws IOException if it does not start, or fails
     * @throws InterruptedException if the caller is interrupted
     */
    public static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("it failed: " + String.join(" ", command));
        }
    }
}
