package io.github.p2pdi.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The servers of others. Each method gives nothing where the program is not installed. */
public final class Rivals {
    private Rivals() {}

    /**
     * Redis, in memory alone.
     *
     * @throws IOException if it does not start
     * @throws InterruptedException if the caller is interrupted
     */
    public static Optional<ServerProcess> redis() throws IOException, InterruptedException {
        Optional<String> program = Program.find("redis-server");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        int port = ServerProcess.freePort();
        return Optional.of(ServerProcess.startAt(
                port,
                List.of(
                        program.get(),
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no")));
    }

    /**
     * opentracker, with as many torrents as {@link OpenTrackerScenario} announces.
     *
     * @param folder an empty one for its configuration; its process may become somebody else's, so others must be allowed to read it
     * @throws IOException if it does not start
     * @throws InterruptedException if the caller is interrupted
     */
    public static Optional<ServerProcess> openTracker(Path folder) throws IOException, InterruptedException {
        Optional<String> program = Program.find("opentracker");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        List<String> torrents = IntStream.range(0, OpenTrackerScenario.TORRENTS)
                .mapToObj(OpenTrackerScenario::torrent)
                .toList();
        Files.write(folder.resolve("whitelist"), torrents);
        String port = Integer.toString(ServerProcess.freePort());
        return Optional.of(ServerProcess.startAt(
                Integer.parseInt(port),
                List.of(
                        program.get(),
                        "-i",
                        "127.0.0.1",
                        "-p",
                        port,
                        "-P",
                        port,
                        "-d",
                        folder.toString(),
                        "-w",
                        "whitelist")));
    }

    /**
     * nginx with one worker and sendfile.
     *
     * @param folder what it serves
     * @param scratch an empty folder for its configuration
     * @throws IOException if it does not start
     * @throws InterruptedException if the caller is interrupted
     */
    public static Optional<ServerProcess> nginx(Path folder, Path scratch) throws IOException, InterruptedException {
        Optional<String> program = Program.find("nginx");
        if (program.isEmpty()) {
            return Optional.empty();
        }
        int port = ServerProcess.freePort();
        Path config = scratch.resolve("nginx.conf");
        Files.writeString(config, nginxConfiguration(folder, scratch, port));
        List<String> command = List.of(program.get(), "-p", scratch.toString(), "-c", config.toString());
        return Optional.of(ServerProcess.startAt(port, command).workingInAChild());
    }

    /** Access is not logged, as we log none, and connections may be kept for as many requests as they like. */
    private static String nginxConfiguration(Path folder, Path scratch, int port) {
        return """
            daemon off; master_process on; worker_processes 1; user root; pid %2$s/pid; error_log %2$s/error.log;
            events { worker_connections 20000; }
            http {
              access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 1000000000; open_file_cache max=1000;
              client_body_temp_path %2$s/body; proxy_temp_path %2$s/proxy; fastcgi_temp_path %2$s/fastcgi;
              uwsgi_temp_path %2$s/uwsgi; scgi_temp_path %2$s/scgi;
              server { listen 127.0.0.1:%3$d backlog=1024; root %1$s; }
            }
            """.formatted(folder, scratch, port);
    }

    /**
     * A file server on Netty, in a JVM of its own.
     *
     * @param folder what it serves
     * @throws IOException if it does not start
     */
    public static ServerProcess netty(Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(Program.java(), "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(NettyFiles.class.getName(), folder.toString()));
        return ServerProcess.startTelling(command);
    }
}
