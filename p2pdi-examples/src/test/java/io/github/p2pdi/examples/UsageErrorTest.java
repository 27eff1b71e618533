package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageErrorTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                                    | Missing required subcommand
            nonsense                              | 'nonsense'
            --nonsense                            | '--nonsense'
            rs extra                              | 'extra'
            rs --nonsense                         | '--nonsense'
            rs --port                             | '--port'
            rs --port 65536                       | not '65536'
            rs --port -1                          | not '-1'
            rs --port 0x50                        | not '0x50'
            rs --port 1 --port 2                  | only once
            rs --host a/b                         | 'a/b'
            rs --host 127.0.0.1:80                | '127.0.0.1:80'
            rs --ttl 0                            | not '0'
            rs --ttl 0.0                          | not '0.0'
            rs --ttl -5                           | not '-5'
            rs --ttl 1e3                          | not '1e3'
            rs --ttl NaN                          | not 'NaN'
            rs --ttl 1000000001                   | not '1000000001'
            rs --io-timeout 0                     | not '0'
            rs --address-policy anybody           | 'anybody'
            rs --max-peers 0                      | '0'
            rs --max-peers many                   | 'many'
            rs --io-timeout 5s                    | not '5s'
            peer                                  | '--rs
            peer --share docs                     | '--rs
            peer --rs                             | '--rs'
            peer --rs host:port                   | 'host:port'
            peer --rs h:70000                     | 70000
            peer --rs h:0                         | port 0
            peer --rs ::1                         | '::1'
            peer --rs [::1                        | '[::1'
            peer --rs h --advertise a:b:c         | 'a:b:c'
            peer --rs h --advertise h:99999       | 99999
            peer --rs h --advertise unix:/run/x   | others cannot reach a socket of this machine
            peer --rs h --port x                  | not 'x'
            peer --rs h --io-timeout 0            | not '0'
            peer --rs h --state                   | '--state'
            peer --rs h --max-rate fast           | not 'fast'
            peer --rs h --max-uploads 0           | '0'
            peer --rs h 7                         | '7'
            get 7                                 | '--rs
            get --rs h                            | 'NUMBER'
            get --rs h seven                      | not 'seven'
            get --rs h 7 -8                       | '-8'
            get --rs h +7                         | not '+7'
            get --rs h 7.0                        | not '7.0'
            get --rs h 9223372036854775808        | not '9223372036854775808'
            get --rs h @numbers                   | not '@numbers'
            peers                                 | '--rs
            peers --rs h extra                    | 'extra'
            list                                  | '--rs
            list --rs h --title                   | '--title'
            rs --listen host                      | 'host'
            rs --listen unix:path                 | 'unix:path'
            rs --tls-cert c.pem                   | give both
            rs --tls-client required              | give --tls-cert
            rs --tls-cert c --tls-key k --tls-client required | give --tls-trust or --tls-pin
            rs --tls-client maybe                 | 'maybe'
            peer --rs h --tls-key k.pem           | give both
            get --rs h --tls-pin 12 7             | '12'
            tls-try                               | 'DIR'
            scenario extra                        | 'extra'
            -v get --rs h seven                   | not 'seven'
            scenario --share                      | '--share'
            """)
    void wrongUseEndsWithTwoAndOneLineThatNamesWhatWasWrong(String line, String named) {
        assertIsWrong(named, line.isEmpty() ? new String[0] : line.split(" "));
    }

    /** As of a variable of a shell that is not set. */
    @ParameterizedTest
    @CsvSource({
        "rs --state, --state",
        "peer --rs h --state, --state",
        "peer --rs h --share, --share",
        "peer --rs h --out, --out",
        "get --rs h 7 --out, --out",
        "get --rs h 7 --tls-trust, --tls-trust",
        "scenario --share, --share",
        "tls-try, DIR"
    })
    void anEmptyPathIsNotTheCurrentFolder(String line, String named) {
        assertIsWrong(named, (line + " ").split(" ", -1));
    }

    private static void assertIsWrong(String named, String... args) {
        Outcome outcome = Outcome.of(args);

        assertEquals(2, outcome.code());
        assertEquals(List.of(), outcome.out());
        assertEquals(1, outcome.err().size(), () -> outcome.err().toString());
        String error = outcome.err().get(0);
        assertTrue(error.startsWith("p2pdi: ") && error.contains(named) && error.contains("--help"), error);
    }
}
