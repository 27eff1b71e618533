package io.github.p2pdi.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An authority that issues certificates for a week, by the JDK's own keytool. What it issues is in PEM, as TLS is set up with. */
final class ThrowAwayAuthority {
    private static final String PASSWORD = "throw-away";

    private final Path folder;
    private final Path store;
    private final List<Path> made = new ArrayList<>();
    private boolean stopped;
    private @Nullable Process running;

    /** Works in a folder that nobody else can look into; once that is gone nobody can issue any more, as its own key is there. */
    ThrowAwayAuthority(TemporaryFolder work) {
        folder = work.path();
        store = folder.resolve("keys.p12");
    }

    /** Begins: {@code ca.pem} is its certificate. */
    void create() throws IOException, InterruptedException, UnexpectedOutcomeException {
        makeKey("ca", "-ext", "bc:critical=ca:true", "-ext", "ku:critical=keyCertSign");
        keytool("-exportcert", "-alias", "ca", "-rfc", "-file", file("ca.pem").toString());
    }

    /** Makes {@code name.pem} and {@code name-key.pem}: for this machine, and for more hosts. */
    void issue(String name, List<String> hosts) throws IOException, InterruptedException, UnexpectedOutcomeException {
        Path request = folder.resolve(name + ".csr");
        makeKey(name);
        keytool("-certreq", "-alias", name, "-file", request.toString());
        keytool(
                "-gencert",
                "-alias",
                "ca",
                "-rfc",
                "-validity",
                "7",
                "-ext",
                "san=" + alternativeNames(hosts),
                "-ext",
                "eku=serverAuth,clientAuth",
                "-infile",
                request.toString(),
                "-outfile",
                file(name + ".pem").toString());
        writeKey(name, file(name + "-key.pem"));
    }

    /** Puts all that was made into another folder, or nothing of it. */
    synchronized void moveInto(Path target) throws IOException, UnexpectedOutcomeException {
        checkNotStopped();
        List<Path> moved = new ArrayList<>();
        try {
            for (Path each : made) {
                moved.add(Files.move(each, target.resolve(each.getFileName())));
            }
        } catch (IOException | RuntimeException e) {
            takeAway(moved, e);
            throw e;
        }
    }

    private static void takeAway(List<Path> moved, Exception cause) {
        for (Path each : moved) {
            try {
                Files.deleteIfExists(each);
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    /** Ends it, from whatever thread: nothing more is written when this returns. */
    synchronized void stop() {
        stopped = true;
        Process now = running;
        if (now != null) {
            now.destroyForcibly().onExit().join();
        }
    }

    private Path file(String name) {
        Path file = folder.resolve(name);
        made.add(file);
        return file;
    }

    private static String alternativeNames(List<String> hosts) {
        List<String> names = new ArrayList<>(List.of("dns:localhost", "ip:127.0.0.1", "ip:::1"));
        hosts.forEach(host -> names.add((host.matches("[0-9.]+|.*:.*") ? "ip:" : "dns:") + host));
        return String.join(",", names);
    }

    private void makeKey(String alias, String... more)
            throws IOException, InterruptedException, UnexpectedOutcomeException {
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "7",
                "-dname",
                "CN=" + alias + " of a throw-away authority"));
        arguments.addAll(List.of(more));
        keytool(arguments.toArray(String[]::new));
    }

    private void keytool(String... arguments) throws IOException, InterruptedException, UnexpectedOutcomeException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.add("-J-XX:TieredStopAtLevel=1");
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process process = start(command);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        checkNotStopped();
        if (exit != 0) {
            throw new UnexpectedOutcomeException("keytool " + arguments[0] + " failed: " + output.strip());
        }
    }

    private synchronized Process start(List<String> command) throws IOException, UnexpectedOutcomeException {
        checkNotStopped();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        running = process;
        return process;
    }

    private synchronized void checkNotStopped() throws UnexpectedOutcomeException {
        if (stopped) {
            throw new UnexpectedOutcomeException("stopped before all certificates were made");
        }
    }

    private synchronized void writeKey(String alias, Path file) throws IOException, UnexpectedOutcomeException {
        checkNotStopped();
        byte[] encoded;
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            encoded = keys.getKey(alias, PASSWORD.toCharArray()).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new UnexpectedOutcomeException("the key of " + alias + " cannot be read: " + e.getMessage());
        }
        Files.createFile(file, ownerAlone());
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                        + "\n-----END PRIVATE KEY-----\n");
    }

    private FileAttribute<?>[] ownerAlone() {
        return Files.getFileAttributeView(folder, PosixFileAttributeView.class) == null
                ? new FileAttribute<?>[] {}
                : new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                };
    }
}
