package io.github.p2pdi.impl.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.DocumentNotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault of a holder, alone, beside one that is well and beside two, each with a large, a middling and a small document. */
class FaultMatrixTest extends Downloading {
    /** What a holder does wrong, and whether it can deliver all the same. */
    private enum Fault {
        REFUSES(false) {
            @Override
            void of(HolderDouble holder) throws Exception {
                holder.die();
            }
        },
        STALLS(false) {
            @Override
            void of(HolderDouble holder) {
                holder.stallAfter = holder.document.length / 2;
            }
        },
        CUTS_ONCE(true) {
            @Override
            void of(HolderDouble holder) {
                holder.cutAfter = holder.document.length / 2;
                holder.cuts.set(1);
            }
        },
        CUTS_FROM_THE_FIRST_BYTE(false) {
            @Override
            void of(HolderDouble holder) {
                holder.cutAfter = 0;
            }
        },
        IS_SLOW(true) {
            @Override
            void of(HolderDouble holder) {
                holder.pieceNanos = 1_000_000;
            }
        },
        SENDS_A_WRONG_BIT(false) {
            @Override
            void of(HolderDouble holder) {
                holder.flipped.add(holder.document.length - 1L);
                holder.flipped.add(0L);
            }
        },
        SAYS_A_WRONG_LENGTH(false) {
            @Override
            void of(HolderDouble holder) {
                holder.missing = 1;
            }
        },
        TELLS_A_WRONG_MANIFEST(false) {
            @Override
            void of(HolderDouble holder) {
                holder.wrongDigest = 0;
            }
        },
        LISTS_A_WRONG_DIGEST(true) {
            @Override
            void of(HolderDouble holder) {
                holder.indexDigest = "5".repeat(64);
            }
        },
        IS_BUSY_AT_FIRST(true) {
            @Override
            void of(HolderDouble holder) {
                holder.busy.set(1);
            }
        },
        HAS_IT_NO_MORE(false) {
            @Override
            void of(HolderDouble holder) {
                holder.status = 404;
            }
        },
        FAILS(false) {
            @Override
            void of(HolderDouble holder) {
                holder.status = 500;
            }
        };

        private final boolean delivers;

        Fault(boolean delivers) {
            this.delivers = delivers;
        }

        abstract void of(HolderDouble holder) throws Exception;
    }

    static Stream<Arguments> withOthers() {
        return cases(List.of(1, 2), List.of(20 * CHUNK + 7, 3 * CHUNK, 1000));
    }

    static Stream<Arguments> alone() {
        return cases(List.of(0), List.of(20 * CHUNK + 7, 1000));
    }

    private static Stream<Arguments> cases(List<Integer> others, List<Integer> sizes) {
        List<Arguments> cases = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            for (int healthy : others) {
                sizes.forEach(size -> cases.add(Arguments.of(fault, healthy, size)));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0} beside {1}, {2} bytes")
    @MethodSource("withOthers")
    void theDocumentIsWholeFromTheOthers(Fault fault, int others, int size) throws Exception {
        byte[] document = bytes(size);
        HolderDouble faulty = holder(document);
        for (int i = 0; i < others; i++) {
            holder(document);
        }
        learn();
        fault.of(faulty);
        assertHad(document, peer.download(7).await());
    }

    @ParameterizedTest(name = "{0} alone, {2} bytes")
    @MethodSource("alone")
    void aloneItDeliversOrIsNamed(Fault fault, int others, int size) throws Exception {
        peer.close();
        try (QuickTime time = new QuickTime()) {
            peer = P2PDI.startPeer(config(Duration.ofSeconds(10)).time(time).build());
            alone(fault, size);
            peer.close();
        }
    }

    private void alone(Fault fault, int size) throws Exception {
        byte[] document = bytes(size);
        HolderDouble faulty = holder(document);
        if (fault == Fault.LISTS_A_WRONG_DIGEST) {
            fault.of(faulty);
        }
        learn();
        fault.of(faulty);
        // A small document has no manifest that could be wrong; of a large one the manifest says how long it is.
        boolean harmless = size < CHUNK ? fault == Fault.TELLS_A_WRONG_MANIFEST : fault == Fault.SAYS_A_WRONG_LENGTH;
        if (fault.delivers || harmless) {
            assertHad(document, peer.download(7).await());
            return;
        }
        DocumentNotFoundException e = assertThrows(
                DocumentNotFoundException.class, () -> peer.download(7).await());
        assertEquals(faulty.address(), e.attempts().get(0).source());
        assertTrue(files().stream().noneMatch("rfc7.bin"::equals));
    }
}
