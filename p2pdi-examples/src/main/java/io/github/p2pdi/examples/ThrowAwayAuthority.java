package io.github.p2pdi.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * An authority that issues certificates for a week, by the JDK's own keytool. What it issues is in PEM, as TLS is set up with. Once it is closed nobody can issue any
 * more, as its own key is gone.
 */
final class ThrowAwayAuthority implements AutoCloseable {
    private static final String PASSWORD = "throw-away";

    private final Path folder;
    private final Path store;

    private ThrowAwayAuthority(Path folder) {
        this.folder = folder;
        this.store = folder.resolve("keys.p12");
    }

    /** Makes one in a folder that is empty, or is not there yet: {@code ca.pem} is its certificate. */
    static ThrowAwayAuthority create(Path folder) throws IOException, InterruptedException, UnexpectedOutcomeException {
        Files.createDirectories(folder);
        try (Stream<Path> there = Files.list(folder)) {
            if (there.findAny().isPresent()) {
                throw new UnexpectedOutcomeException(folder + " is not empty: name another folder, or empty it");
            }
        }
        ThrowAwayAuthority authority = new ThrowAwayAuthority(folder);
        authority.makeKey("ca", "-ext", "bc:critical=ca:true", "-ext", "ku:critical=keyCertSign");
        authority.keytool(
                "-exportcert",
                "-alias",
                "ca",
                "-rfc",
                "-file",
                folder.resolve("ca.pem").toString());
        keepToOwner(authority.store);
        return authority;
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
                folder.resolve(name + ".pem").toString());
        Files.delete(request);
        writeKey(name, folder.resolve(name + "-key.pem"));
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
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new UnexpectedOutcomeException("keytool " + arguments[0] + " failed: " + output.strip());
        }
    }

    private void writeKey(String alias, Path file) throws IOException, UnexpectedOutcomeException {
        byte[] encoded;
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            encoded = keys.getKey(alias, PASSWORD.toCharArray()).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new UnexpectedOutcomeException("the key of " + alias + " cannot be read: " + e.getMessage());
        }
        Files.createFile(file);
        keepToOwner(file);
        Files.writeString(
                file,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                        + "\n-----END PRIVATE KEY-----\n");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(store);
    }

    private static void keepToOwner(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
    }
}
