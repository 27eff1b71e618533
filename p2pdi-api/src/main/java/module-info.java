/**
 * The public face of P2P-DI: interfaces, immutable values and the front door {@link io.github.p2pdi.P2PDI}. It starts no thread and opens no
 * socket; the engine is found at run time through {@link java.util.ServiceLoader}.
 */
module io.github.p2pdi.api {
    requires static org.jspecify;

    exports io.github.p2pdi;
    exports io.github.p2pdi.error;
    exports io.github.p2pdi.model;
    exports io.github.p2pdi.node;
    exports io.github.p2pdi.registry;
    exports io.github.p2pdi.spi;
    exports io.github.p2pdi.time;
    exports io.github.p2pdi.transport;
    exports io.github.p2pdi.wire;

    uses io.github.p2pdi.spi.Engine;
}
