package io.github.p2pdi.impl.tls;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.time.TimeSource;
import io.github.p2pdi.transport.TlsConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys and the trust of now: files are read again when they have changed. The monitor guards the fields. Safe for concurrent use. */
final class TlsContexts {
    private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);
    private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final TlsConfig config;
    private final TimeSource time;
    private final List<Path> files;
    private SSLContext current;
    private List<FileState> seen;
    private long nextLook;

    /**
     * Reads the files.
     *
     * @throws StorageException if one cannot be used; the message says what to do
     * @throws IllegalStateException if this JDK cannot do with them what is wanted
     */
    TlsContexts(TlsConfig config, TimeSource time) throws StorageException {
        this.config = config;
        this.time = time;
        files = Stream.of(config.certificate(), config.key(), config.trust())
                .flatMap(file -> file.stream())
                .toList();
        seen = look();
        nextLook = time.nanos() + INTERVAL_NANOS;
        try {
            current = ContextMaker.make(config);
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    synchronized SSLContext current() {
        if (!files.isEmpty() && time.nanos() - nextLook >= 0) {
            nextLook = time.nanos() + INTERVAL_NANOS;
            List<FileState> now = look();
            if (!now.equals(seen)) {
                seen = now;
                renew();
            }
        }
        return current;
    }

    private void renew() {
        try {
            current = ContextMaker.make(config);
            LOG.info("the files of TLS have changed and are used from now on: {}", files);
        } catch (IOException e) {
            LOG.warn("the files of TLS have changed and cannot be used; those before are used on: {}", e.getMessage());
        }
    }

    private List<FileState> look() {
        return files.stream().map(FileState::of).toList();
    }
}
