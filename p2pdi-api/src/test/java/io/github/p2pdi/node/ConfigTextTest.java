package io.github.p2pdi.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.TlsConfig;
import io.github.p2pdi.transport.TransportLimits;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is logged of a configuration says how it is, and gives nothing away. */
class ConfigTextTest {
    private static void assertSays(Object value, String... words) {
        for (String each : words) {
            assertTrue(value.toString().contains(each), value::toString);
        }
    }

    @Test
    void optionsShowWhatIsSet() {
        assertEquals(
                "DownloadOptions[existing=FAIL, maxHolders=5]",
                DownloadOptions.defaults().toString());
        assertEquals(
                "DownloadOptions[folder=out, name=a.txt, existing=RENAME, maxRate=7, maxHolders=1]",
                DownloadOptions.builder()
                        .folder(Path.of("out"))
                        .name("a.txt")
                        .existing(ExistingFile.RENAME)
                        .maxRate(7)
                        .maxHolders(1)
                        .build()
                        .toString());
    }

    @Test
    void limitsShowAllTheyHave() {
        assertSays(
                TransportLimits.DEFAULT,
                "TransportLimits[wire=WireLimits[",
                "connections=1000, connectionsPerSource=32",
                "handshake=PT10S, firstByte=PT10S, wholeHead=PT10S, writeStall=PT30S, readStall=PT20S, idle=PT5M]");
    }

    @Test
    void aPeerShowsItsValues() {
        PeerConfig config = PeerConfig.builder()
                .registrationServers(List.of(PeerAddress.of("one.example", 1), PeerAddress.of("two.example", 2)))
                .share(Path.of("rfcs"))
                .maxUploadRate(9)
                .build();
        assertSays(
                config,
                "PeerConfig[bind=127.0.0.1:0, alsoBind=[], limits=TransportLimits[",
                "registrationServers=[one.example:1, two.example:2], share=rfcs, downloads=out, store=false",
                "maxUploadRate=9, lease=PT5M",
                "callTimeout=PT30S, failFast=false, index=IndexLimits[");
    }

    @Test
    void nothingIsSaidOfKeysAndPasswords() {
        RegistrationServerConfig config = RegistrationServerConfig.builder()
                .tls(TlsConfig.builder()
                        .certificate(Path.of("cert.pem"), Path.of("secret-key.pem"))
                        .build())
                .registry(URI.create("db://user:secret@host/peers?key=secret"))
                .build();
        assertSays(config, "RegistrationServerConfig[bind=tls://127.0.0.1:65243", "tls=true", "registry=db,");
        assertFalse(config.toString().contains("secret"), config::toString);
    }
}
