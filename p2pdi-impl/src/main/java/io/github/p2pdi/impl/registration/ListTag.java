package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.Peer;
import io.github.p2pdi.model.PeerAddress;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Names the content of a list of peers (protocol, part 2, Tags): the same while the same addresses are listed, in whatever order; another after a
 * restart. The hash is seeded, so nobody can make up peers that leave it as it was.
 */
final class ListTag {
    private final String epoch;
    private final long seed;

    ListTag(RandomGenerator random) {
        epoch = Long.toHexString(random.nextLong());
        seed = random.nextLong();
    }

    /** The tag with its quotes, as {@code ETag} has it. */
    String of(List<Peer> peers) {
        long sum = 0;
        for (Peer peer : peers) {
            sum += hash(peer.address());
        }
        return '"' + epoch + '-' + Long.toHexString(sum) + '"';
    }

    private long hash(PeerAddress address) {
        long hash = mixed(seed ^ address.port());
        hash = added(hash, address.host());
        return mixed(added(mixed(hash), address.scheme()));
    }

    private static long added(long hash, String text) {
        long result = hash;
        for (int i = 0; i < text.length(); i++) {
            result = (result ^ text.charAt(i)) * 0x100000001b3L;
        }
        return result;
    }

    /** Each bit of the result depends on each bit of the value (Stafford's variant 13 of the finalizer of MurmurHash3). */
    private static long mixed(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
