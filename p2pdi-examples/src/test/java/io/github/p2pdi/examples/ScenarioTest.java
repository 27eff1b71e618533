package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.p2pdi.model.PeerAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioTest {
    @TempDir
    private Path folder;

    @Test
    void everyHeadIsPrintedInTheOrderOfEvents() {
        Outcome scenario = Outcome.of("scenario");

        assertEquals(0, scenario.code(), () -> scenario.toString());
        assertEquals(List.of(), scenario.err());
        List<String> heads = scenario.out().stream()
                .filter(line -> line.startsWith("["))
                .map(line -> line.replaceAll(" <- \\S+\\]", " <-]"))
                .toList();
        assertEquals("""
                [RS <-] register 127.0.0.1 HTTP/1.1
                [B <-] HTTP/1.1 200 OK
                [RS <-] register 127.0.0.1 HTTP/1.1
                [A <-] HTTP/1.1 200 OK
                [RS <-] pquery 127.0.0.1 HTTP/1.1
                [A <-] HTTP/1.1 200 OK
                [B <-] rfcquery 127.0.0.1 HTTP/1.1
                [A <-] HTTP/1.1 200 OK
                [B <-] getrfc 127.0.0.1 HTTP/1.1
                [A <-] HTTP/1.1 200 OK
                [A <-] HTTP/1.1 200 OK
                [RS <-] leave 127.0.0.1 HTTP/1.1
                [B <-] HTTP/1.1 200 OK
                [RS <-] pquery 127.0.0.1 HTTP/1.1
                [A <-] HTTP/1.1 200 OK
                [RS <-] leave 127.0.0.1 HTTP/1.1
                [A <-] HTTP/1.1 200 OK
                """.lines().toList(), heads);
    }

    @Test
    void cookiesAreStars() {
        List<String> cookies = Outcome.of("scenario").out().stream()
                .filter(line -> line.contains("Cookie"))
                .toList();

        assertEquals(4, cookies.size(), () -> cookies.toString());
        assertTrue(cookies.stream().allMatch("    Peer-Cookie: ***"::equals), () -> cookies.toString());
    }

    @Test
    void whoIsToldToEndClosesAllThatListens() {
        List<Runnable> closes = new ArrayList<>();
        List<PeerAddress> listening = new ArrayList<>();
        StringWriter err = new StringWriter();
        LineWriter out = new LineWriter(line -> {
            if (line.startsWith("The registration server listens on ")) {
                closes.forEach(Runnable::run);
                PeerAddress server = PeerAddress.parse(line.replaceAll(".* on |\\.$", ""));
                try (Socket socket = new Socket(server.host(), server.port())) {
                    listening.add(server);
                } catch (IOException e) {
                    // As it should be.
                }
            }
        });

        int code = Main.run(
                new String[] {"scenario"}, new Console(new PrintWriter(out), new PrintWriter(err), closes::add));

        assertEquals(1, code, err::toString);
        assertEquals(List.of(), listening);
        assertEquals(1, err.toString().lines().count(), err::toString);
    }

    @Test
    void documentsOfOnesOwnWillDo() throws IOException {
        Files.write(folder.resolve("rfc8.txt"), new byte[0]);

        Outcome scenario = Outcome.of("scenario", "--share", folder.toString());

        assertEquals(0, scenario.code(), () -> scenario.toString());
        assertTrue(scenario.out().contains("A has it whole: 0 bytes."), () -> scenario.toString());
    }

    @Test
    void aFolderWithoutDocumentsFailsAndIsNamed() {
        Outcome scenario = Outcome.of("scenario", "--share", folder.toString());

        assertEquals(1, scenario.code());
        assertEquals(1, scenario.err().size(), () -> scenario.toString());
        assertTrue(scenario.err().get(0).contains(folder.toString()), () -> scenario.toString());
    }
}
