package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.testkit.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code p2pdi rs --state}: peers are known again by the next server on the folder. */
class RsStateTest {
    private static final Pattern COOKIE = Pattern.compile("\"cookie\": ?([0-9]+)");

    @TempDir
    private Path place;

    private String state() {
        return place.resolve("state").toString();
    }

    private static String ask(PeerAddress server, String message) throws IOException {
        try (RawClient client = RawClient.connect(server)) {
            client.send(message);
            return client.receiveFrame();
        }
    }

    private static String register(PeerAddress server, String name) throws IOException {
        String answer = ask(server, "register " + name + " HTTP/1.1\r\nPort: 4001\r\n\r\n");
        Matcher cookie = COOKIE.matcher(answer);
        assertTrue(cookie.find(), "not registered");
        return cookie.group(1);
    }

    private static String asks(PeerAddress server, String method, String cookie) throws IOException {
        return ask(server, method + " anybody HTTP/1.1\r\nPeer-Cookie: " + cookie + "\r\n\r\n");
    }

    @Test
    void peersAreKnownAgainAndThoseWhoLeftAreNot() throws Exception {
        String stays;
        String leaves;
        try (RunningCommand rs = RunningCommand.start("rs", "--port", "0", "--state", state())) {
            stays = register(rs.address(), "stays");
            leaves = register(rs.address(), "leaves");
            assertTrue(asks(rs.address(), "leave", leaves).startsWith("HTTP/1.1 200 "));
        }
        try (RunningCommand rs = RunningCommand.start("rs", "--port", "0", "--state", state())) {
            String others = register(rs.address(), "asks");
            String list = asks(rs.address(), "pquery", others);
            assertTrue(list.contains("stays") && !list.contains("leaves"), "who is listed");
            assertTrue(asks(rs.address(), "keepalive", stays).startsWith("HTTP/1.1 200 "));
            assertTrue(asks(rs.address(), "keepalive", leaves).startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void secondServerOnTheFolderIsRefusedInOneLineAndTheFirstGoesOn() throws Exception {
        try (RunningCommand rs = RunningCommand.start("rs", "--port", "0", "--state", state())) {
            Outcome second = Outcome.of("rs", "--port", "0", "--state", state());
            assertEquals(1, second.code());
            assertEquals(1, second.err().size(), second.toString());
            assertTrue(second.err().get(0).contains("is in use by another registration server"), second.toString());
            register(rs.address(), "goes-on");
        }
    }

    @Test
    void whatCannotBeUsedIsRefusedInOneLine() throws Exception {
        Path file = Files.writeString(place.resolve("file"), "");
        Outcome refused = Outcome.of("rs", "--port", "0", "--state", file.toString());
        assertEquals(1, refused.code());
        assertEquals(1, refused.err().size(), refused.toString());
        assertTrue(refused.err().get(0).contains(file + " is not a folder"), refused.toString());
    }

    @Test
    void damagedStateIsRefusedInOneLineWithTheFileAndThePosition() throws Exception {
        try (RunningCommand rs = RunningCommand.start("rs", "--port", "0", "--state", state())) {
            register(rs.address(), "somebody");
        }
        Path file = place.resolve("state").resolve("peers.mv");
        Files.write(file, new byte[4096]);
        Outcome refused = Outcome.of("rs", "--port", "0", "--state", state());
        assertEquals(1, refused.code());
        assertEquals(List.of(1), List.of(refused.err().size()), refused.toString());
        assertTrue(refused.err().get(0).contains(file.toRealPath() + " is damaged"), refused.toString());
    }
}
