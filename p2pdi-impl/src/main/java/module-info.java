import io.github.p2pdi.impl.DefaultEngine;
import io.github.p2pdi.impl.codec.PseudoHttpCodecProvider;
import io.github.p2pdi.impl.registration.MemoryRegistryProvider;
import io.github.p2pdi.impl.tcp.TcpTransportProvider;
import io.github.p2pdi.impl.tls.TlsTransportProvider;
import io.github.p2pdi.impl.unix.UnixTransportProvider;
import io.github.p2pdi.registry.PeerRegistryProvider;
import io.github.p2pdi.spi.Engine;
import io.github.p2pdi.transport.TransportProvider;
import io.github.p2pdi.wire.MessageCodecProvider;

/** The engine behind the front door; it exports nothing. */
module io.github.p2pdi.impl {
    requires com.google.gson;
    requires io.github.p2pdi.api;
    requires org.slf4j;
    requires static org.jspecify;

    uses TransportProvider;
    uses MessageCodecProvider;
    uses PeerRegistryProvider;

    provides Engine with
            DefaultEngine;
    provides TransportProvider with
            TcpTransportProvider,
            TlsTransportProvider,
            UnixTransportProvider;
    provides MessageCodecProvider with
            PseudoHttpCodecProvider;
    provides PeerRegistryProvider with
            MemoryRegistryProvider;
}
