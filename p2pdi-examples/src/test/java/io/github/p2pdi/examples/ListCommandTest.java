package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListCommandTest {
    @ParameterizedTest
    @CsvSource({
        "true,  Host-IMP Interface, ''",
        "true,  Host-IMP Interface, '  '",
        "true,  Host-IMP Interface, host-imp",
        "true,  Host-IMP Interface, 'INTERFACE host'",
        "true,  Host-IMP Interface, ' face '",
        "false, Host-IMP Interface, 'host protocol'",
        "false, '',                 host",
        "true,  ÉTUDE,              étude"
    })
    void aTitleMatchesIfItHasEveryWord(boolean matches, String title, String words) {
        assertEquals(matches, ListCommand.hasEveryWord(title, words));
    }
}
