package io.github.p2pdi.impl.tls;

import io.github.p2pdi.error.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys in PEM (RFC 7468). What cannot be used is refused in words that say what to do. */
final class PemFiles {
    private static final long LARGEST = 1 << 20;
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final String CONVERT = "convert it with: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW";

    private PemFiles() {}

    /** All certificates of a file, in their order; at least one. */
    static List<X509Certificate> certificates(Path file) throws StorageException {
        StringBuilder blocks = new StringBuilder();
        Matcher block = BLOCK.matcher(text(file, "certificate"));
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE")) {
                blocks.append(block.group()).append('\n');
            }
        }
        if (blocks.length() == 0) {
            throw new StorageException(
                    file, file + " has no certificate in it: a block -----BEGIN CERTIFICATE----- is wanted", null);
        }
        try {
            byte[] pem = blocks.toString().getBytes(StandardCharsets.US_ASCII);
            return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            throw new StorageException(
                    file, file + " has a certificate in it that cannot be read: " + e.getMessage(), e);
        }
    }

    /** The certificate of a node and those behind it; the first is valid now. */
    static List<X509Certificate> chain(Path file) throws StorageException {
        List<X509Certificate> chain = certificates(file);
        try {
            chain.get(0).checkValidity();
        } catch (CertificateExpiredException e) {
            throw new StorageException(
                    file,
                    "the certificate in " + file + " has expired, on "
                            + chain.get(0).getNotAfter().toInstant() + ": renew it",
                    e);
        } catch (CertificateNotYetValidException e) {
            throw new StorageException(
                    file,
                    "the certificate in " + file + " is not valid before "
                            + chain.get(0).getNotBefore().toInstant() + ": compare the clock",
                    e);
        }
        return chain;
    }

    /** The key of that certificate. */
    static PrivateKey key(Path file, X509Certificate certificate) throws StorageException {
        byte[] encoded = encodedKey(file);
        String algorithm = certificate.getPublicKey().getAlgorithm();
        PrivateKey key;
        try {
            key = KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new StorageException(
                    file,
                    "the key in " + file + " is not one of " + algorithm
                            + ", as the certificate's is, or cannot be read: give the key that the certificate was made for",
                    e);
        }
        if (!belongs(key, certificate.getPublicKey())) {
            throw new StorageException(
                    file,
                    "the key in " + file + " does not belong to the certificate: give the key that the"
                            + " certificate was made for",
                    null);
        }
        return key;
    }

    private static byte[] encodedKey(Path file) throws StorageException {
        String text = text(file, "key");
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            switch (block.group(1)) {
                case "PRIVATE KEY" -> {
                    return decoded(file, block.group(2));
                }
                case "ENCRYPTED PRIVATE KEY" ->
                    throw new StorageException(file, "the key in " + file + " has a password: " + CONVERT, null);
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
                    throw new StorageException(file, "the key in " + file + " is not PKCS#8: " + CONVERT, null);
                default -> {}
            }
        }
        throw new StorageException(
                file, file + " has no key in it: a block -----BEGIN PRIVATE KEY----- is wanted", null);
    }

    private static byte[] decoded(Path file, String base64) throws StorageException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new StorageException(file, "the key in " + file + " is damaged: it is not base64", e);
        }
    }

    /** What one signs, the other verifies. */
    private static boolean belongs(PrivateKey key, PublicKey of) {
        String algorithm = switch (of.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> of.getAlgorithm();
        };
        try {
            byte[] text = "p2pdi".getBytes(StandardCharsets.US_ASCII);
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(of);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String text(Path file, String what) throws StorageException {
        try {
            if (Files.size(file) <= LARGEST) {
                return Files.readString(file, StandardCharsets.ISO_8859_1);
            }
        } catch (NoSuchFileException e) {
            throw new StorageException(file, "there is no file " + file + " to take the " + what + " from", e);
        } catch (AccessDeniedException e) {
            throw new StorageException(file, file + " with the " + what + " may not be read: make it readable", e);
        } catch (IOException e) {
            throw new StorageException(file, file + " with the " + what + " cannot be read: " + e.getMessage(), e);
        }
        throw new StorageException(
                file, file + " is no file with a " + what + ": it has more than " + LARGEST + " bytes", null);
    }
}
