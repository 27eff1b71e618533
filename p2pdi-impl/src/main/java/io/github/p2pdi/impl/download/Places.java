package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.impl.store.SafeFileName;
import io.github.p2pdi.node.DownloadOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where one download can put its document: under the name that is asked for, else under one that a holder tells. For the transfer's thread. */
final class Places {
    private final long number;
    private final DownloadOptions options;
    private final Disk disk;
    private final Path folder;
    private final Board board;
    private final Crew crew;

    Places(long number, DownloadOptions options, Transfer.Means means, Board board, Crew crew) {
        this.number = number;
        this.options = options;
        this.disk = means.disk();
        this.folder = options.folder().orElse(means.folder());
        this.board = board;
        this.crew = crew;
    }

    /** Under the name of an earlier attempt, if there was one: holders may call one document by different names. */
    Target choose() throws StorageException {
        List<Target> possible = possible();
        for (Target each : possible) {
            if (StateFile.isOf(each.placeFor(number), number)) {
                return each;
            }
        }
        for (Target each : possible) {
            if (StateFile.origin(each.placeFor(number)).isEmpty()) {
                return each;
            }
        }
        return possible.get(0);
    }

    /** The last is our own: each of those that holders tell may be that of another document, and what was begun of that must not suffer. */
    private List<Target> possible() {
        if (options.name().isPresent()) {
            return List.of(target(options.name().get()));
        }
        List<String> told = board.locked(
                () -> crew.all().stream().map(holder -> holder.record().path()).toList());
        return Stream.concat(told.stream(), Stream.of(""))
                .map(path -> SafeFileName.of(path, number))
                .distinct()
                .map(this::target)
                .toList();
    }

    private Target target(String name) {
        return new Target(disk, folder, name, options.existing());
    }
}
