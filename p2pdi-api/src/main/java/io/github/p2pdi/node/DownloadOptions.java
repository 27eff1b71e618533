package io.github.p2pdi.node;

import io.github.p2pdi.model.Digest;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one document is to be fetched. {@link #defaults()} for what is documented at each value. Options that say the same are equal.
 *
 * <p>Immutable.
 */
public final class DownloadOptions {
    /** The most connections of one download: {@value}, one a holder. */
    public static final int MOST_HOLDERS = 5;

    /** What stands beside documents that come, or takes their place, has such a name; some systems do without dots and spaces at the end. */
    private static final Pattern NOT_OF_DOCUMENTS = Pattern.compile("(?is).*\\.(part|state|lock|tmp)[. ]*");

    private static final DownloadOptions DEFAULTS = builder().build();

    private final @Nullable Path folder;
    private final @Nullable String name;
    private final ExistingFile existing;
    private final @Nullable Digest sha256;
    private final OptionalLong maxRate;
    private final int maxHolders;

    private DownloadOptions(Builder builder) {
        folder = builder.folder;
        name = builder.name;
        existing = builder.existing;
        sha256 = builder.sha256;
        maxRate = builder.maxRate;
        maxHolders = builder.maxHolders;
    }

    /** {@return the documented defaults} */
    public static DownloadOptions defaults() {
        return DEFAULTS;
    }

    /** {@return a builder that starts from the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that starts from these values} */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.folder = folder;
        builder.name = name;
        builder.existing = existing;
        builder.sha256 = sha256;
        builder.maxRate = maxRate;
        builder.maxHolders = maxHolders;
        return builder;
    }

    /** {@return the folder that the document is put into; absent: that of {@link PeerConfig#downloads()}} */
    public Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    /** {@return the name of the file; absent: the one that its holder tells, if that is a safe one, else {@code rfc<number>.txt}} */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** {@return what to do where that file exists; {@link ExistingFile#FAIL} by default} */
    public ExistingFile existing() {
        return existing;
    }

    /** {@return the digest that the document must have; absent: what its holders say} */
    public Optional<Digest> sha256() {
        return Optional.ofNullable(sha256);
    }

    /** {@return the most bytes a second; absent: as fast as it goes} {@link PeerConfig#maxDownloadRate()} bounds all downloads together. */
    public OptionalLong maxRate() {
        return maxRate;
    }

    /** {@return the most holders to fetch from at the same time, {@value #MOST_HOLDERS} by default} */
    public int maxHolders() {
        return maxHolders;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DownloadOptions that
                && Objects.equals(folder, that.folder)
                && Objects.equals(name, that.name)
                && existing == that.existing
                && Objects.equals(sha256, that.sha256)
                && maxRate.equals(that.maxRate)
                && maxHolders == that.maxHolders;
    }

    @Override
    public int hashCode() {
        return Objects.hash(folder, name, existing, sha256, maxRate, maxHolders);
    }

    /** {@return the values, each behind its name; what is absent is left out} */
    @Override
    public String toString() {
        NamedValues values = new NamedValues("DownloadOptions");
        values.add("folder", folder());
        values.add("name", name());
        values.add("existing", existing);
        values.add("sha256", sha256());
        values.add("maxRate", maxRate);
        values.add("maxHolders", maxHolders);
        return values.toString();
    }

    /** Collects the values. One thread at a time. */
    public static final class Builder {
        private @Nullable Path folder;
        private @Nullable String name;
        private ExistingFile existing = ExistingFile.FAIL;
        private @Nullable Digest sha256;
        private OptionalLong maxRate = OptionalLong.empty();
        private int maxHolders = MOST_HOLDERS;

        private Builder() {}

        /**
         * {@return this} Sets {@link DownloadOptions#folder()}.
         *
         * @param where in the default file system; need not exist
         */
        public Builder folder(Path where) {
            folder = Objects.requireNonNull(where, "folder");
            return this;
        }

        /**
         * {@return this} Sets {@link DownloadOptions#name()}.
         *
         * @param fileName a name without a folder, that does not end with {@code .part}, {@code .state}, {@code .lock} or {@code .tmp} in letters of either
         *     case, as files beside documents do
         */
        public Builder name(String fileName) {
            name = Objects.requireNonNull(fileName, "name");
            return this;
        }

        /**
         * {@return this} Sets {@link DownloadOptions#existing()}.
         *
         * @param policy what to do where the file exists
         */
        public Builder existing(ExistingFile policy) {
            existing = Objects.requireNonNull(policy, "existing");
            return this;
        }

        /**
         * {@return this} Sets {@link DownloadOptions#sha256()}.
         *
         * @param digest that of the document that is meant
         */
        public Builder sha256(Digest digest) {
            sha256 = Objects.requireNonNull(digest, "sha256");
            return this;
        }

        /**
         * {@return this} Sets {@link DownloadOptions#maxRate()}.
         *
         * @param bytesPerSecond at least 1
         */
        public Builder maxRate(long bytesPerSecond) {
            maxRate = OptionalLong.of(bytesPerSecond);
            return this;
        }

        /**
         * {@return this} Sets {@link DownloadOptions#maxHolders()}.
         *
         * @param most from 1 to {@value DownloadOptions#MOST_HOLDERS}
         */
        public Builder maxHolders(int most) {
            maxHolders = most;
            return this;
        }

        /**
         * {@return the options}
         *
         * @throws IllegalArgumentException if the name has a folder in it or is of a file beside documents, or a number is out of its bounds
         */
        public DownloadOptions build() {
            if (name != null
                    && (name.isEmpty()
                            || name.equals(".")
                            || name.equals("..")
                            || name.contains("/")
                            || Path.of(name).getNameCount() != 1)) {
                throw new IllegalArgumentException("a file's name has no folder in it: '" + name + "'");
            }
            if (name != null && NOT_OF_DOCUMENTS.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "files beside documents have such names, and may be replaced: '" + name + "'");
            }
            if (maxRate.orElse(1) < 1) {
                throw new IllegalArgumentException("a rate is at least 1 byte a second, not " + maxRate.getAsLong());
            }
            if (maxHolders < 1 || maxHolders > MOST_HOLDERS) {
                throw new IllegalArgumentException(
                        "from 1 to " + MOST_HOLDERS + " holders at the same time, not " + maxHolders);
            }
            return new DownloadOptions(this);
        }
    }
}
