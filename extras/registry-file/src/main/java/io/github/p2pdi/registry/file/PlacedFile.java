package io.github.p2pdi.registry.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A file that is open, and where it was then. One that has been moved away or removed since can be written to all the same, and nobody would find it again.
 *
 * @param key what the system tells files apart by; none where it has nothing of the kind
 */
record PlacedFile(Path path, @Nullable Object key) {
    static PlacedFile at(Path path) throws IOException {
        return new PlacedFile(path, keyAt(path));
    }

    /**
     * Checks that it is still there.
     *
     * @throws IOException if it is not
     */
    void check() throws IOException {
        if (key != null && !key.equals(keyAt(path))) {
            throw new IOException("another file has been put in the place of " + path);
        }
    }

    private static @Nullable Object keyAt(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException e) {
            throw new IOException(path + " has been removed or moved away", e);
        }
    }
}
