package io.github.p2pdi.node;

import java.util.Optional;

/**
 * What a configuration says, in one line that may be logged: nothing of keys, and of what is plugged in nothing but whether it is. A registry is named by its scheme
 * alone, as what is behind that may be a secret.
 */
final class ConfigText {
    private ConfigText() {}

    static String of(NodeConfig config) {
        NamedValues values = new NamedValues(config.getClass().getSimpleName());
        values.add("bind", config.bind());
        values.add("alsoBind", config.alsoBind());
        values.add("limits", config.limits());
        values.add("transport", config.transport().map(transport -> transport.scheme()));
        values.add("tls", config.tls().isPresent());
        if (config instanceof PeerConfig peer) {
            addPeer(values, peer);
        } else if (config instanceof RegistrationServerConfig server) {
            addServer(values, server);
        }
        return values.toString();
    }

    private static void addPeer(NamedValues values, PeerConfig config) {
        values.add("registrationServers", config.registrationServers());
        values.add("advertise", config.advertise());
        values.add("share", config.share());
        values.add("downloads", config.downloads());
        values.add("store", config.store().isPresent());
        values.add("uploads", config.uploads());
        values.add("maxUploadRate", config.maxUploadRate());
        values.add("maxDownloadRate", config.maxDownloadRate());
        values.add("state", config.state());
        values.add("lease", config.lease());
        values.add("refreshInterval", config.refreshInterval());
        values.add("connectTimeout", config.connectTimeout());
        values.add("callTimeout", config.callTimeout());
        values.add("failFast", config.failFast());
        values.add("index", config.index());
    }

    private static void addServer(NamedValues values, RegistrationServerConfig config) {
        values.add("leases", config.leases());
        values.add("registry", Optional.ofNullable(config.registry().getScheme()));
        values.add("capacity", config.capacity());
        values.add("peersPerSource", config.peersPerSource());
        values.add("takeOver", config.takeOver());
        values.add("addressPolicy", config.addressPolicy());
        values.add("guessLimit", config.guessLimit());
    }
}
