package io.github.p2pdi.examples;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.node.AddressPolicy;
import io.github.p2pdi.node.ExistingFile;
import io.github.p2pdi.node.RegistrationServerConfig;
import io.github.p2pdi.transport.TlsConfig.ClientCertificates;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Turn the words of a command line into values. What cannot be one is a usage error that says what is wanted. */
final class Converters {
    private Converters() {}

    /** {@code [SCHEME://]HOST[:PORT]} or {@code unix:/PATH} of somebody to connect to; without a port, that of registration servers. */
    static final class ServerAddress implements ITypeConverter<PeerAddress> {
        @Override
        public PeerAddress convert(String text) {
            PeerAddress address = checked(() -> PeerAddress.parse(text, RegistrationServerConfig.DEFAULT_PORT));
            if (address.port() == 0 && !address.scheme().equals(PeerAddress.UNIX)) {
                throw new TypeConversionException("nobody can be reached at port 0: '" + text + "'");
            }
            return address;
        }
    }

    /** {@code [SCHEME://]HOST:PORT} or {@code unix:/PATH} to listen at. */
    static final class ListenAddress implements ITypeConverter<PeerAddress> {
        @Override
        public PeerAddress convert(String text) {
            return checked(() -> PeerAddress.parse(text));
        }
    }

    /** {@code [SCHEME://]HOST[:PORT]} that others are told; port 0 stands for the port that is listened on. */
    static final class AdvertisedAddress implements ITypeConverter<PeerAddress> {
        @Override
        public PeerAddress convert(String text) {
            PeerAddress address = checked(() -> PeerAddress.parse(text, 0));
            if (address.scheme().equals(PeerAddress.UNIX)) {
                throw new TypeConversionException("others cannot reach a socket of this machine: '" + text + "'");
            }
            return address;
        }
    }

    /** A host to listen on. */
    static final class Host implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return checked(() -> PeerAddress.of(text, 0)).host();
        }
    }

    /** A port to listen on. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65535) {
                throw new TypeConversionException("a port is a number from 0 to 65535, not '" + text + "'");
            }
            return Integer.valueOf(text);
        }
    }

    /** Seconds, with a fraction or without. */
    static final class Seconds implements ITypeConverter<Duration> {
        /** Thirty years, far from what nanoseconds in a long can hold. */
        private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

        @Override
        public Duration convert(String text) {
            if (text.matches("[0-9]{1,10}(\\.[0-9]{1,9})?")) {
                BigDecimal seconds = new BigDecimal(text);
                if (seconds.signum() > 0 && seconds.compareTo(MOST) <= 0) {
                    return Duration.ofNanos(seconds.movePointRight(9).longValueExact());
                }
            }
            throw new TypeConversionException(
                    "a number of seconds is more than 0 and at most " + MOST + ", not '" + text + "'");
        }
    }

    /** The number of a document. */
    static final class DocumentNumber implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                if (text.matches("[0-9]+")) {
                    return Long.valueOf(text);
                }
            } catch (NumberFormatException e) {
                // Beyond 64 bits: no better than a word.
            }
            throw new TypeConversionException(
                    "a document's number is from 0 to " + Long.MAX_VALUE + ", not '" + text + "'");
        }
    }

    /** Whether clients are asked for certificates. */
    static final class Clients implements ITypeConverter<ClientCertificates> {
        @Override
        public ClientCertificates convert(String value) {
            return switch (value) {
                case "none" -> ClientCertificates.NONE;
                case "optional" -> ClientCertificates.OPTIONAL;
                case "required" -> ClientCertificates.REQUIRED;
                default -> throw new TypeConversionException("'" + value + "' is none of none, optional and required");
            };
        }
    }

    private static PeerAddress checked(Supplier<PeerAddress> parser) {
        try {
            return parser.get();
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    /** A policy by its name, in lower case and with minus signs. */
    static final class Policy implements ITypeConverter<AddressPolicy> {
        @Override
        public AddressPolicy convert(String value) {
            for (AddressPolicy policy : AddressPolicy.values()) {
                if (policy.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(value)) {
                    return policy;
                }
            }
            throw new TypeConversionException("'" + value + "' is none of claimed, source-only and verified");
        }
    }

    /** How many there may be. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) == 0) {
                throw new TypeConversionException("'" + value + "' is not a number from 1 to 999999999");
            }
            return Integer.valueOf(value);
        }
    }

    /** Bytes a second: a number, with K, M or G for 1024, 1024² or 1024³ of them. */
    static final class Rate implements ITypeConverter<Long> {
        private static final String UNITS = "KMG";

        @Override
        public Long convert(String text) {
            String upper = text.toUpperCase(Locale.ROOT);
            if (upper.matches("[0-9]{1,9}[KMG]?")) {
                int unit = UNITS.indexOf(upper.charAt(upper.length() - 1)) + 1;
                long number = Long.parseLong(unit == 0 ? upper : upper.substring(0, upper.length() - 1));
                if (number > 0) {
                    return number << (10 * unit);
                }
            }
            throw new TypeConversionException(
                    "a rate is a number of bytes a second, as 500K, 10M or 1G, not '" + text + "'");
        }
    }

    /** What to do with a file that is there, in lower case and with minus signs. */
    static final class Existing implements ITypeConverter<ExistingFile> {
        @Override
        public ExistingFile convert(String value) {
            return switch (value) {
                case "fail" -> ExistingFile.FAIL;
                case "replace" -> ExistingFile.REPLACE;
                case "rename" -> ExistingFile.RENAME;
                case "skip" -> ExistingFile.SKIP_IF_SAME;
                default ->
                    throw new TypeConversionException("'" + value + "' is none of fail, replace, rename and skip");
            };
        }
    }

    /** A file or a folder. The empty path would be the current folder, which nobody means who gives a variable that is not set. */
    static final class FilePath implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            if (text.isEmpty()) {
                throw new TypeConversionException("a path is not empty; the current folder is '.'");
            }
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new TypeConversionException("no path: " + e.getMessage());
            }
        }
    }

    /** A SHA-256, with colons or without. */
    static final class Sha256 implements ITypeConverter<Digest> {
        @Override
        public Digest convert(String text) {
            try {
                return new Digest(text.replace(":", "").toLowerCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("a SHA-256 has 64 hexadecimal digits, not '" + text + "'");
            }
        }
    }
}
