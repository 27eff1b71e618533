package io.github.p2pdi.impl.download;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.impl.exchange.Connections;
import io.github.p2pdi.impl.runtime.BufferPool;
import io.github.p2pdi.impl.runtime.Pacer;
import io.github.p2pdi.impl.runtime.SystemTime;
import io.github.p2pdi.impl.runtime.Threads;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.DownloadOptions;
import io.github.p2pdi.node.ExistingFile;
import io.github.p2pdi.node.PeerConfig;
import io.github.p2pdi.transport.Transport;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Transfers without a peer around them, on a disk that the test chooses. */
abstract class Transferring extends Downloading {
    void withMeans(Disk disk, Use test) throws Exception {
        withMeans(disk, real -> real, test);
    }

    void withMeans(Disk disk, UnaryOperator<Transport> wrapped, Use test) throws Exception {
        ExecutorService executor = Threads.blocking("test");
        try (SystemTime time = new SystemTime();
                Transport transport = wrapped.apply(P2PDI.openTransport(PeerConfig.defaults()));
                Connections connections =
                        new Connections(transport, time, Duration.ofSeconds(5), Duration.ofSeconds(20))) {
            Transfer.Means means = new Transfer.Means(
                    new HolderCalls(connections, Duration.ofSeconds(5)),
                    disk,
                    folder,
                    new HolderHealth(time),
                    new Pacer(time, OptionalLong.empty()),
                    new BufferPool(64 << 10),
                    time,
                    executor,
                    (number, liar, why) -> {});
            test.run(means);
        } finally {
            Threads.close(executor);
        }
    }

    /** What a test does with a disk. */
    interface Use {
        void run(Transfer.Means means) throws Exception;
    }

    static Transfer transfer(Transfer.Means means, HolderDouble... holders) {
        return transfer(means, ExistingFile.FAIL, holders);
    }

    static Transfer transfer(Transfer.Means means, ExistingFile existing, HolderDouble... holders) {
        DownloadOptions options = DownloadOptions.builder().existing(existing).build();
        return new Transfer(7, options, known(holders), means);
    }

    /** These holders are known, and nobody else. */
    static HolderSearch.Candidates known(HolderDouble... holders) {
        return known(Stream.of(holders).map(Transferring::record).toList());
    }

    /** These records are known, and no others. */
    static HolderSearch.Candidates known(List<Rfc> records) {
        return new Known(records);
    }

    /** The same means with other threads. */
    static Transfer.Means withExecutor(Transfer.Means means, Executor executor) {
        return new Transfer.Means(
                means.calls(),
                means.disk(),
                means.folder(),
                means.health(),
                means.pacer(),
                means.buffers(),
                means.time(),
                executor,
                means.lies());
    }

    static Rfc record(HolderDouble holder) {
        return new Rfc(
                7,
                "T",
                holder.address(),
                holder.name,
                OptionalLong.of(holder.document.length),
                Optional.of(new Digest(holder.sha256())));
    }

    /** Some holders are known, and nobody else. */
    private static final class Known implements HolderSearch.Candidates {
        private final Iterator<Rfc> records;

        Known(List<Rfc> records) {
            this.records = records.iterator();
        }

        @Override
        public Optional<Rfc> next() {
            return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
        }

        @Override
        public void ask(Runnable news) {
            news.run();
        }

        @Override
        public boolean isExhausted() {
            return true;
        }

        @Override
        public List<Attempt> attempts() {
            return List.of();
        }
    }
}
