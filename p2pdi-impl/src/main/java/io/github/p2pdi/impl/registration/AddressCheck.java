package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.registry.Claim;
import java.util.function.Consumer;

/** Whether an address may be registered, and whether it is listed at once. Safe for concurrent use. */
public interface AddressCheck extends AutoCloseable {
    /** Believes everybody. */
    AddressCheck BELIEVING = (claim, then) -> then.accept(Permission.ALLOWED);

    /** Says whether a claim is allowed: at once, on the caller's thread, where nothing needs to be looked up, else later and on another. */
    void check(Claim claim, Consumer<Permission> then);

    /** Whether who registers is listed at once. */
    default boolean listsAtOnce() {
        return true;
    }

    /** A claim from there was granted, and its lease did not begin before {@code askedAt}, in nanoseconds. Does not block. */
    default void granted(Registration registration, String source, long askedAt) {}

    /** A lease was renewed from there. Does not block. */
    default void renewed(Registration registration, String source) {}

    /** A peer has left. Does not block. */
    default void left(Cookie cookie) {}

    @Override
    default void close() {}

    /** What becomes of a claim before it gets to the registry. */
    enum Permission {
        ALLOWED,
        /** The address is not one that the claimant may have. */
        REFUSED,
        /** Nobody can be looked for on that transport. */
        UNVERIFIABLE,
        /** Too much is being looked up. */
        BUSY
    }
}
