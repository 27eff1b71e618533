package io.github.p2pdi.impl.registration;

import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.Registration;
import io.github.p2pdi.registry.Changes;
import io.github.p2pdi.registry.Claim;
import io.github.p2pdi.registry.Listing;
import io.github.p2pdi.registry.PeerRegistry;
import io.github.p2pdi.registry.Verdict;
import java.util.Optional;

/** A registry that does what another does; those made of it do something else. */
class WrappedRegistry implements PeerRegistry {
    final PeerRegistry good;

    WrappedRegistry(PeerRegistry good) {
        this.good = good;
    }

    @Override
    public Verdict register(Claim claim) {
        return good.register(claim);
    }

    @Override
    public Optional<Registration> renew(Cookie cookie) {
        return good.renew(cookie);
    }

    @Override
    public boolean leave(Cookie cookie) {
        return good.leave(cookie);
    }

    @Override
    public boolean confirm(Cookie cookie) {
        return good.confirm(cookie);
    }

    @Override
    public Optional<String> owner(Cookie cookie) {
        return good.owner(cookie);
    }

    @Override
    public String version() {
        return good.version();
    }

    @Override
    public Listing listed() {
        return good.listed();
    }

    @Override
    public Listing sample(int most) {
        return good.sample(most);
    }

    @Override
    public Optional<Changes> changes(String version, int most) {
        return good.changes(version, most);
    }

    @Override
    public int size() {
        return good.size();
    }

    @Override
    public void close() {
        good.close();
    }
}
