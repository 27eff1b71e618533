package io.github.p2pdi.registry.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedCountTest {
    @TempDir
    private Path folder;

    /** Where the machine stops soon after, a count that was never on the disk would be missing, and the folder refused. */
    @Test
    void isForcedToTheDiskWhenItBeginsAndNotWithEachSave() throws Exception {
        List<Long> forced = new ArrayList<>();
        FileChannel file = FileChannel.open(
                folder.resolve("saved"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try (SavedCount count = new SavedCount(new WrappedChannel(file) {
            @Override
            public void force(boolean all) throws IOException {
                forced.add(size());
                super.force(all);
            }
        })) {
            assertEquals(OptionalLong.empty(), count.read());
            count.begin();
            assertEquals(List.of(4096L + 16), forced, "with both copies in it");
            assertEquals(OptionalLong.of(0), count.read());
            count.write(1);
            assertEquals(1, forced.size());
            assertEquals(OptionalLong.of(1), count.read());
        }
    }
}
