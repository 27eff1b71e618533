package io.github.p2pdi.impl;

import io.github.p2pdi.impl.memory.InMemoryNetwork;
import io.github.p2pdi.registry.PeerRegistryProvider;
import io.github.p2pdi.transport.TransportProvider;
import io.github.p2pdi.wire.MessageCodecProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what is plugged in: our own class loader first, then the context's; nothing is kept. */
final class Providers {
    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);
    private static final String GIVEN = "give one in the configuration";
    /** Not every iterator gets past what it could not load. */
    private static final int MOST_FAILURES = 100;

    private Providers() {}

    static TransportProvider transport(String scheme) {
        if (scheme.equals(InMemoryNetwork.SCHEME)) {
            throw new IllegalStateException("a network in memory is not found by its scheme: give all nodes of it the"
                    + " same Transports.memory(), as the transport in their configuration");
        }
        return find(TransportProvider.class, TransportProvider::scheme, "transport", scheme, GIVEN);
    }

    static MessageCodecProvider codec(String name) {
        return find(MessageCodecProvider.class, MessageCodecProvider::name, "codec", name, GIVEN);
    }

    static PeerRegistryProvider registry(String scheme) {
        return find(
                PeerRegistryProvider.class,
                PeerRegistryProvider::scheme,
                "registry",
                scheme.toLowerCase(Locale.ROOT),
                "name another with RegistrationServerConfig.registry");
    }

    private static <T> T find(Class<T> type, Function<T, String> name, String noun, String wanted, String orElse) {
        List<T> known = new ArrayList<>();
        for (ClassLoader loader : new ClassLoader[] {
            Providers.class.getClassLoader(), Thread.currentThread().getContextClassLoader()
        }) {
            List<T> here = all(type, loader);
            List<T> fitting = here.stream()
                    .filter(each -> name.apply(each).equals(wanted))
                    .toList();
            if (fitting.size() > 1) {
                throw new IllegalStateException("two providers of the " + noun + " '" + wanted + "': "
                        + fitting.get(0).getClass().getName() + " and "
                        + fitting.get(1).getClass().getName() + "; remove one, or " + orElse);
            }
            if (!fitting.isEmpty()) {
                return fitting.get(0);
            }
            known.addAll(here);
        }
        throw new IllegalStateException("there is no " + noun + " '" + wanted + "' (there is: "
                + known.stream().map(name).distinct().sorted().collect(Collectors.joining(", "))
                + "); add a jar that provides it as a " + type.getName() + ", or " + orElse);
    }

    /** What cannot be loaded, as a jar is not whole, keeps nothing else from being found. */
    private static <T> List<T> all(Class<T> type, ClassLoader loader) {
        List<T> found = new ArrayList<>();
        Iterator<T> each = ServiceLoader.load(type, loader).iterator();
        for (int failures = 0; failures < MOST_FAILURES; ) {
            try {
                if (!each.hasNext()) {
                    break;
                }
                found.add(each.next());
            } catch (ServiceConfigurationError e) {
                failures++;
                LOG.warn("a provider is left out: {}", e.getMessage(), e);
            }
        }
        return found;
    }
}
