package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpAndVersionTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "rs", "peer", "get", "peers", "list", "scenario", "tls-try"})
    void everyCommandHasHelpAndVersion(String command) {
        Outcome help = Outcome.of((command + " --help").strip().split(" "));
        Outcome version = Outcome.of((command + " --version").strip().split(" "));

        assertEquals(0, help.code());
        assertEquals(List.of(), help.err());
        assertTrue(
                help.out().get(0).startsWith(("Usage: p2pdi " + command).strip()),
                help.out().get(0));
        assertEquals(0, version.code());
        assertEquals(List.of(), version.err());
        assertEquals(1, version.out().size());
        assertTrue(version.out().get(0).startsWith("p2pdi "), version.out().get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rs", "peer", "get", "peers", "list", "scenario", "tls-try"})
    void theProgramsHelpNamesEveryCommand(String command) {
        List<String> help = Outcome.of("--help").out();

        assertTrue(
                help.stream().anyMatch(line -> line.startsWith("  " + command + " ")), () -> String.join("\n", help));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rs --host --port --ttl --io-timeout",
                "peer --rs --host --advertise --port --share --out --io-timeout",
                "get --rs --host --out NUMBER",
                "peers --rs",
                "list --rs --title",
                "scenario --share"
            })
    void theOptionsAreThoseThatScriptsRelyOn(String commandAndOptions) {
        String[] words = commandAndOptions.split(" ");
        String help = String.join("\n", Outcome.of(words[0], "--help").out());

        for (String option : List.of(words).subList(1, words.length)) {
            assertTrue(help.contains(" " + option), option + " in " + help);
        }
    }
}
