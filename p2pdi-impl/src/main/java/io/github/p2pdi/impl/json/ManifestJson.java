package io.github.p2pdi.impl.json;

import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/** The manifest of a document (protocol, part 2, rfcmanifest). */
public final class ManifestJson {
    private static final int USUAL_BYTES = 192;

    /** What a digest takes with its quotes and what stands between two. */
    public static final int CHUNK_BYTES = 68;

    private ManifestJson() {}

    /** The manifest of the document with that number. */
    public static ByteBuffer of(long number, Manifest manifest) {
        return JsonOutput.bytes(USUAL_BYTES + CHUNK_BYTES * manifest.chunks(), out -> {
            open(out, number, manifest);
            chunks(out, manifest, 0, manifest.chunks());
            out.endArray();
            out.endObject();
        });
    }

    /** The same up to the digests of the chunks, which its two closing brackets follow. */
    public static ByteBuffer opening(long number, Manifest manifest) {
        return JsonOutput.bytes(USUAL_BYTES, out -> open(out, number, manifest));
    }

    /** A list of the digests of some chunks: {@value #CHUNK_BYTES} bytes for each. */
    public static ByteBuffer chunks(Manifest manifest, int from, int to) {
        return JsonOutput.bytes(CHUNK_BYTES * (to - from), out -> {
            out.beginArray();
            chunks(out, manifest, from, to);
            out.endArray();
        });
    }

    private static void open(JsonText out, long number, Manifest manifest) {
        out.beginObject();
        out.name(JsonName.NUMBER).value(number);
        out.name(JsonName.SIZE).value(manifest.size());
        out.name(JsonName.SHA256).value(manifest.sha256().hex());
        out.name(JsonName.CHUNK_SIZE).value(manifest.chunkSize());
        out.name(JsonName.CHUNKS).beginArray();
    }

    private static void chunks(JsonText out, Manifest manifest, int from, int to) {
        for (int chunk = from; chunk < to; chunk++) {
            out.value(manifest.chunk(chunk).hex());
        }
    }

    /**
     * Reads a manifest.
     *
     * @param number the document that it must be of
     * @param mostChunks how many chunks it may have
     * @throws JsonFormatException if it is not a manifest of that document, or its numbers do not fit together
     * @throws IOException if reading fails
     */
    public static Manifest read(InputStream in, long number, int mostChunks) throws IOException {
        return JsonInput.read(in, json -> new Fields(mostChunks).read(json).manifest(number));
    }

    /** The fields as they are read. All must be there. */
    private static final class Fields {
        private final int mostChunks;
        private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        private boolean hasChunks;
        private long number = -1;
        private long size = -1;
        private long chunkSize = -1;
        private Optional<Digest> sha256 = Optional.empty();

        Fields(int mostChunks) {
            this.mostChunks = mostChunks;
        }

        Fields read(StrictReader json) throws IOException {
            json.object(name -> take(name, json));
            return this;
        }

        private void take(String name, StrictReader json) throws IOException {
            switch (name) {
                case "number" -> number = json.integer();
                case "size" -> size = json.integer();
                case "sha256" -> sha256 = Optional.of(digest(json));
                case "chunk_size" -> chunkSize = json.integer();
                case "chunks" -> {
                    hasChunks = true;
                    json.array(
                            mostChunks,
                            () -> chunks.writeBytes(
                                    HexFormat.of().parseHex(digest(json).hex())));
                }
                default -> json.skip();
            }
        }

        private static Digest digest(StrictReader json) throws IOException {
            String hex = json.string();
            try {
                return new Digest(hex);
            } catch (IllegalArgumentException e) {
                throw new JsonFormatException(e.getMessage() + json.place(), e);
            }
        }

        Manifest manifest(long wanted) throws JsonFormatException {
            if (number != wanted) {
                throw new JsonFormatException("a manifest of document " + number + " instead of " + wanted);
            }
            if (!hasChunks) {
                throw new JsonFormatException("a manifest without chunks");
            }
            Digest whole = sha256.orElseThrow(() -> new JsonFormatException("a manifest without sha256"));
            try {
                return new Manifest(whole, size, chunkSize, chunks.toByteArray());
            } catch (IllegalArgumentException e) {
                throw new JsonFormatException("a manifest that does not fit: " + e.getMessage(), e);
            }
        }
    }
}
