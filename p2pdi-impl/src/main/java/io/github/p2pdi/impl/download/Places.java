package io.github.p2pdi.impl.download;

import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.impl.store.SafeFileName;
import io.github.p2pdi.node.DownloadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where one download can put its document: under the name that is asked for, else under one that a holder tells. For the transfer's thread. */
final class Places {
    private final long number;
    private final DownloadOptions options;
    private final Disk disk;
    private final Path folder;
    private final Board board;
    private final Crew crew;
    private @Nullable List<Target> elsewhere;

    Places(long number, DownloadOptions options, Transfer.Means means, Board board, Crew crew) {
        this.number = number;
        this.options = options;
        this.disk = means.disk();
        this.folder = options.folder().orElse(means.folder());
        this.board = board;
        this.crew = crew;
    }

    /**
     * Under the name of an earlier attempt, if there was one: holders may call one document by different names.
     *
     * @param asked whether others were asked for the document, so that whoever answered first is known and no more
     * @param searched whether all have been asked
     * @return empty where something was begun that nobody who is known may have, and somebody else may
     */
    Optional<Target> choose(boolean asked, boolean searched) throws StorageException {
        List<Target> possible = possible();
        List<Target> begun = begun(possible, asked);
        for (Target each : begun) {
            Optional<StateFile.Origin> left = StateFile.origin(each.placeFor(number));
            if (left.isPresent() && board.locked(() -> crew.mayHave(left.get().sha256()))) {
                return Optional.of(each);
            }
        }
        if (!begun.isEmpty() && !searched && options.sha256().isEmpty()) {
            return Optional.empty();
        }
        for (Target each : possible) {
            Target place = each.placeFor(number);
            if (!isOfAnother(place) && !isInTheWay(place)) {
                return Optional.of(each);
            }
        }
        return Optional.of(possible.get(0));
    }

    /** Where something of this document was begun. Those who have answered need not call it as it was called then. */
    private List<Target> begun(List<Target> possible, boolean asked) throws StorageException {
        List<Target> begun = new ArrayList<>();
        for (Target each : possible) {
            if (StateFile.isOf(each.placeFor(number), number)) {
                begun.add(each);
            }
        }
        if (asked && options.name().isEmpty()) {
            begun.addAll(elsewhere());
        }
        return begun;
    }

    private List<Target> elsewhere() {
        List<Target> found = elsewhere;
        if (found == null) {
            found = Target.begun(disk, folder).stream()
                    .filter(name -> SafeFileName.of(name, number).equals(name))
                    .map(this::target)
                    .filter(each -> StateFile.isOf(each, number))
                    .toList();
            elsewhere = found;
        }
        return found;
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

    private static boolean isInTheWay(Target target) {
        try {
            return StateFile.isInTheWay(target);
        } catch (IOException e) {
            // Whatever it is, it is not to be lost.
            return true;
        }
    }

    private boolean isOfAnother(Target target) {
        return StateFile.origin(target).filter(left -> left.number() != number).isPresent();
    }
}
