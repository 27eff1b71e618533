package io.github.p2pdi.registry.file;

import io.github.p2pdi.Registries;
import io.github.p2pdi.error.StorageException;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * Opens registries in folders, one in each: {@code file:///var/lib/p2pdi}, or {@code file:state} for one in the working directory. The folder is made if it is not there, is the registry's own while it is open, and can
 * be read by its owner alone, as cookies are in it.
 *
 * <p>Who has been told that he is registered, or has left, stays so when the process is killed. Renewals are not stored: whoever was active is given his
 * whole lease anew after a restart. Whoever was inactive and comes back by a renewal is told so at once, and that is stored a tenth of a second later, or once there is room for it: when
 * the process is killed before, he is inactive again, until he renews.
 *
 * <p>Safe for concurrent use.
 */
public final class FileRegistryProvider implements PeerRegistryProvider {
    /** Does nothing. */
    public FileRegistryProvider() {}

    @Override
    public String scheme() {
        return "file";
    }

    /**
     * Opens the registry in a folder. What was written last and nobody was told of is dropped, where it is torn.
     *
     * @throws StorageException if the folder cannot be used, is in use by another, or is damaged so that something would be missing; the message says
     *     which file, and where in it
     */
    @Override
    public PeerRegistry open(URI at, Context context) throws IOException {
        return Registries.over(FilePeerStore.open(folder(at)), context);
    }

    private static Path folder(URI at) throws StorageException {
        try {
            // Letters of all languages may stand in a URI as they are, and then in no path that is made of it.
            return at.isOpaque() ? Path.of(at.getSchemeSpecificPart()) : Path.of(URI.create(at.toASCIIString()));
        } catch (RuntimeException e) {
            throw new StorageException(
                    Path.of("."), "the registry " + at + " names no folder: write file:///path/of/folder", e);
        }
    }
}
