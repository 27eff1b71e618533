package io.github.p2pdi.registry.file;

import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.PeerRegistryProvider.Context;
import io.github.p2pdi.testkit.PeerRegistryContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The registry in a folder keeps the rules of registries. */
class FileRegistryContractTest extends PeerRegistryContract {
    @TempDir
    private Path folder;

    @Override
    protected PeerRegistry open(Context context) throws IOException {
        return new FileRegistryProvider().open(folder.toUri(), context);
    }

    @Override
    protected boolean keepsRecords() {
        return true;
    }
}
