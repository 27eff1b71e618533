package io.github.p2pdi.impl.download;

import io.github.p2pdi.model.Manifest;

/**
 * A document whose chunks are known, as it is being put together. The chunk map is guarded by the board's lock, the others guard themselves.
 *
 * @param chunks what is here and what is not
 * @param verifier digests what is here
 * @param state remembers it
 */
record Layout(ChunkMap chunks, Verifier verifier, StateFile state) {
    Manifest manifest() {
        return chunks.manifest();
    }

    /** Once no worker is busy with it. */
    void close() {
        verifier.close();
        state.close();
    }
}
