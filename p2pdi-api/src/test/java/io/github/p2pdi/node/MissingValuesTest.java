package io.github.p2pdi.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.transport.TlsConfig;
import io.github.p2pdi.transport.TransportLimits;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A null is refused by the setter that it is given to, not by what runs with it much later. */
class MissingValuesTest {
    static final List<Object> BUILDERS = List.of(
            PeerConfig.builder(),
            RegistrationServerConfig.builder(),
            DownloadOptions.builder(),
            TransportLimits.DEFAULT.toBuilder(),
            TlsConfig.builder());

    @ParameterizedTest
    @FieldSource("BUILDERS")
    void everySetterRefusesNull(Object builder) {
        List<Method> setters = Arrays.stream(builder.getClass().getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class
                        && method.getParameterCount() == 1
                        && !method.getParameterTypes()[0].isPrimitive())
                .toList();
        assertTrue(setters.size() > 2, setters::toString);
        for (Method setter : setters) {
            Throwable refusal = assertThrows(
                            InvocationTargetException.class,
                            () -> setter.invoke(builder, new Object[] {null}),
                            setter::toString)
                    .getCause();
            assertInstanceOf(NullPointerException.class, refusal, setter::toString);
        }
    }

    @Test
    void theRefusalNamesTheValue() {
        PeerConfig.Builder builder = PeerConfig.builder();
        assertEquals(
                "index",
                assertThrows(NullPointerException.class, () -> builder.index(null))
                        .getMessage());
    }

    @Test
    void aListWithNullInItIsRefused() {
        PeerConfig.Builder builder = PeerConfig.builder();
        List<PeerAddress> holed = Arrays.asList(PeerAddress.of("127.0.0.1", 1), null);
        assertThrows(NullPointerException.class, () -> builder.registrationServers(holed));
    }

    @Test
    void aCertificateAndItsKeyAreBothWanted() {
        TlsConfig.Builder builder = TlsConfig.builder();
        Path file = Path.of("file");
        assertThrows(NullPointerException.class, () -> builder.certificate(null, file));
        assertThrows(NullPointerException.class, () -> builder.certificate(file, null));
    }
}
