package io.github.p2pdi.benchmarks.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Our servers, as a user would start them.
 *
 * @param jar the command line
 * @param jvmArguments what java is given
 */
public record Ours(Path jar, List<String> jvmArguments) {
    /** Copies the arguments. */
    public Ours {
        jvmArguments = List.copyOf(jvmArguments);
    }

    /** {@return the same with one argument more for java} */
    public Ours with(String jvmArgument) {
        List<String> more = new ArrayList<>(jvmArguments);
        more.add(jvmArgument);
        return new Ours(jar, more);
    }

    /**
     * Starts a registration server that takes two million peers.
     *
     * @throws IOException if it does not start
     */
    public ServerProcess registrationServer() throws IOException {
        return start("rs", "--port", "0", "--max-peers", "2000000");
    }

    /**
     * Starts one that keeps its peers in a folder.
     *
     * @throws IOException if it does not start
     */
    public ServerProcess registrationServer(Path state) throws IOException {
        return start("rs", "--port", "0", "--max-peers", "2000000", "--state", state.toString());
    }

    /**
     * Starts a peer that shares a folder.
     *
     * @throws IOException if it does not start
     */
    public ServerProcess peer(ServerProcess registrationServer, Path folder) throws IOException {
        String server = "127.0.0.1:" + registrationServer.address().getPort();
        return start("peer", "--rs", server, "--port", "0", "--share", folder.toString());
    }

    /** {@return the command that fetches a document into a folder} */
    public List<String> get(ServerProcess registrationServer, long number, Path folder) {
        String server = "127.0.0.1:" + registrationServer.address().getPort();
        return command("get", "--rs", server, "--out", folder.toString(), Long.toString(number));
    }

    /**
     * Starts a peer that shares one file as document 1, and knows no digest of it.
     *
     * @throws IOException if it does not start
     */
    public static ServerProcess unhashed(Path file) throws IOException {
        return ServerProcess.startTelling(List.of(
                Program.java(),
                "-cp",
                System.getProperty("java.class.path"),
                UnhashedPeer.class.getName(),
                file.toString()));
    }

    private ServerProcess start(String... arguments) throws IOException {
        return ServerProcess.startTelling(command(arguments));
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Program.java());
        command.addAll(jvmArguments);
        command.add("-jar");
        command.add(jar.toString());
        Collections.addAll(command, arguments);
        return command;
    }
}
