package io.github.p2pdi.impl.memory;

import io.github.p2pdi.transport.LinkFault;
import java.util.Collection;
import java.util.OptionalLong;

/**
 * What befalls the bytes of one direction.
 *
 * @param stallAt after how many nothing more comes; {@link Long#MAX_VALUE} for never
 * @param cutAt after how many it ends; {@link Long#MAX_VALUE} for never
 * @param corruptAt which one comes wrong; {@link Long#MAX_VALUE} for none
 * @param bytesPerSecond how many come in a second; {@link Long#MAX_VALUE} for all at once
 */
record Flaws(long stallAt, long cutAt, long corruptAt, long bytesPerSecond) {
    static final Flaws NONE = new Flaws(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    /** Those of some faults that befall what is sent to the listener, or what it sends. */
    static Flaws of(Collection<LinkFault> faults, boolean toListener) {
        return new Flaws(
                amount(faults, LinkFault.Kind.STALL, toListener),
                amount(faults, LinkFault.Kind.CUT, toListener),
                amount(faults, LinkFault.Kind.CORRUPT, toListener),
                amount(faults, LinkFault.Kind.SLOW, toListener));
    }

    private static long amount(Collection<LinkFault> faults, LinkFault.Kind kind, boolean toListener) {
        OptionalLong last = faults.stream()
                .filter(fault -> fault.kind() == kind && fault.toListener() == toListener)
                .mapToLong(LinkFault::amount)
                .reduce((first, second) -> second);
        return last.orElse(Long.MAX_VALUE);
    }
}
