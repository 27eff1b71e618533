package io.github.p2pdi.impl.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.impl.state.StateFolder;
import io.github.p2pdi.model.Cookie;
import io.github.p2pdi.model.PeerAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieMemoryTest {
    private static final PeerAddress SERVER = PeerAddress.of("127.0.0.1", 65243);
    private static final PeerAddress SELF = PeerAddress.of("127.0.0.1", 4001);
    private static final Cookie COOKIE = new Cookie(123456789012345678L);

    @TempDir
    Path folder;

    private StateFolder state;
    private CookieMemory memory;

    @BeforeEach
    void open() throws Exception {
        state = StateFolder.open(folder);
        memory = new CookieMemory(Optional.of(state));
    }

    @AfterEach
    void close() {
        state.close();
    }

    @Test
    void cookieIsKnownAgainForTheSameServerAndAddressAlone() {
        assertEquals(Optional.empty(), memory.recall(SERVER, SELF));
        memory.keep(SERVER, SELF, COOKIE);
        assertEquals(Optional.of(COOKIE), new CookieMemory(Optional.of(state)).recall(SERVER, SELF));
        assertEquals(Optional.empty(), memory.recall(SERVER, PeerAddress.of("127.0.0.1", 4002)));
        assertEquals(Optional.empty(), memory.recall(PeerAddress.of("127.0.0.1", 1), SELF));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "p2pdi-cookie 1\n127.0.0.1:65243\n127.0.0.1:4001\n1\n",
                "p2pdi-cookie 2\n127.0.0.1:65243 127.0.0.1:4001\n",
                "p2pdi-cookie 2\n127.0.0.1:65243 127.0.0.1:4001 seven\n",
                "p2pdi-cookie 2\n127.0.0.1:65243 127.0.0.1:4001 1 2\n",
                "p2pdi-cookie 2\n127.0.0.1:65243 127.0.0.1:4001 1",
                "p2pdi-cookie 2\n127.0.0.1:65243 127.0.0.1:4001 1\nx\n"
            })
    void damagedMemoryIsNone(String text) throws Exception {
        Files.writeString(folder.resolve("cookie"), text);
        assertEquals(Optional.empty(), memory.recall(SERVER, SELF));
        memory.keep(SERVER, SELF, COOKIE);
        assertEquals(Optional.of(COOKIE), memory.recall(SERVER, SELF));
    }

    @Test
    void eachServerHasItsOwn() {
        PeerAddress other = PeerAddress.of("127.0.0.1", 6524);
        memory.keep(SERVER, SELF, COOKIE);
        memory.keep(other, SELF, new Cookie(2));
        memory.keep(other, SELF, new Cookie(3));
        CookieMemory again = new CookieMemory(Optional.of(state));
        assertEquals(Optional.of(COOKIE), again.recall(SERVER, SELF));
        assertEquals(Optional.of(new Cookie(3)), again.recall(other, SELF));
    }

    @Test
    void oldestOfVeryManyIsForgotten() {
        for (int port = 1; port <= 65; port++) {
            memory.keep(PeerAddress.of("127.0.0.1", port), SELF, new Cookie(port));
        }
        assertEquals(Optional.empty(), memory.recall(PeerAddress.of("127.0.0.1", 1), SELF));
        assertEquals(Optional.of(new Cookie(2)), memory.recall(PeerAddress.of("127.0.0.1", 2), SELF));
        assertEquals(Optional.of(new Cookie(65)), memory.recall(PeerAddress.of("127.0.0.1", 65), SELF));
    }

    @Test
    void whatCannotBeWrittenIsForgottenAndNothingElse() throws Exception {
        Files.createDirectories(folder.resolve("cookie.new").resolve("in the way"));
        memory.keep(SERVER, SELF, COOKIE);
        assertEquals(Optional.empty(), memory.recall(SERVER, SELF));
    }

    @Test
    void withoutAFolderNothingIsKept() {
        CookieMemory none = new CookieMemory(Optional.empty());
        none.keep(SERVER, SELF, COOKIE);
        assertEquals(Optional.empty(), none.recall(SERVER, SELF));
    }
}
