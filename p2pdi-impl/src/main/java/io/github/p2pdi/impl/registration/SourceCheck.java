package io.github.p2pdi.impl.registration;

import io.github.p2pdi.impl.runtime.HostLookup;
import io.github.p2pdi.impl.runtime.IpLiteral;
import io.github.p2pdi.impl.runtime.Resolver;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.transport.Remote;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Allows who registers the address that he comes from. Names are looked up away from the caller's thread, a few at a time, no more than a quarter of
 * those for one source. On a transport without IP addresses the source is a word of its own, and the host must be that word.
 */
public final class SourceCheck implements AddressCheck {
    private static final Logger LOG = LoggerFactory.getLogger(SourceCheck.class);
    private static final int AT_ONCE = 64;

    private final Resolver resolver;
    private final Executor executor;
    private final SourceShares lookups = new SourceShares(AT_ONCE, AT_ONCE / 4);

    /** Looks names up on {@code executor}, as the system does. */
    public SourceCheck(Executor executor) {
        this(Resolver.SYSTEM, executor);
    }

    SourceCheck(Resolver resolver, Executor executor) {
        this.resolver = resolver;
        this.executor = executor;
    }

    @Override
    public void check(Claim claim, Consumer<Permission> then) {
        if (claim.source().equals(claim.address().host())) {
            then.accept(Permission.ALLOWED);
        } else if (IpLiteral.is(claim.address().host())) {
            HostLookup.begin(
                    claim.address().host(), resolver, executor, found -> then.accept(permission(claim, found)));
        } else {
            lookUp(claim, then);
        }
    }

    private void lookUp(Claim claim, Consumer<Permission> then) {
        String source = claim.source();
        if (!lookups.take(source)) {
            then.accept(Permission.BUSY);
            return;
        }
        HostLookup.begin(claim.address().host(), resolver, executor, found -> {
            lookups.giveBack(source);
            then.accept(permission(claim, found));
        });
    }

    private static Permission permission(Claim claim, HostLookup found) {
        PeerAddress address = claim.address();
        try {
            for (InetAddress ip : found.outcome()) {
                Remote remote = Remote.of(address.scheme(), new InetSocketAddress(ip, address.port()));
                if (remote.source().equals(claim.source())) {
                    return Permission.ALLOWED;
                }
            }
        } catch (UnknownHostException e) {
            LOG.debug("{} cannot be registered: its host name is not known", address);
        } catch (IOException | RuntimeException e) {
            if (e.getCause() instanceof RejectedExecutionException) {
                // Everybody who comes from now on may see that.
                LOG.debug("{} cannot be registered now: nobody is there to look its host name up", address);
                return Permission.BUSY;
            }
            // Whatever it is, or an address that nobody can have: who asks is answered.
            LOG.warn("{} could not be checked", address, e);
            return Permission.BUSY;
        }
        return Permission.REFUSED;
    }
}
