package io.github.p2pdi.impl.registration;

import static io.github.p2pdi.impl.registration.KeeperFixture.SERVER;
import static io.github.p2pdi.impl.registration.KeeperFixture.ok;
import static io.github.p2pdi.impl.registration.KeeperFixture.plainRecord;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.ProtocolViolationException;
import io.github.p2pdi.wire.Response;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link LeaseKeeper} makes of answers that are not what they should be: an exception that says whose, and what is wrong. */
class MalformedAnswerTest {
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

    private final KeeperFixture fixture = new KeeperFixture(request -> ok(plainRecord(7, 7200)));
    private final ServerChoice keeper = fixture.keeper();

    @ParameterizedTest
    @MethodSource({"records", "registrations"})
    void registerRefusesIt(Response answer, String explanation) {
        refuses(answer, keeper::register, explanation);
        assertEquals(Optional.empty(), keeper.registration());
    }

    @ParameterizedTest
    @MethodSource("records")
    void keepaliveRefusesIt(Response answer, String explanation) throws P2pdiException {
        keeper.register();
        refuses(answer, keeper::keepalive, explanation);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "7",
                "[",
                "[]]",
                "[7]",
                "[null]",
                "[{}]",
                "[\"\"]",
                "[\"{}\"]",
                "[[]]",
                "[\"[]\"]",
                "[{\"hostname\": \"a\"}]"
            })
    void pqueryRefusesAListThatIsNone(String list) throws P2pdiException {
        keeper.register();
        refuses(ok(list), keeper::activePeers, "rs.example:65243");
    }

    /** It is a wish, and what is granted is granted without it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1.5", "soon", "1 s", "1\u202e\u009b2"})
    void aRenewAfterThatIsNoneSaysNothing(String renewAfter) throws P2pdiException {
        fixture.network.become(request -> ok(plainRecord(7, 7200), "Renew-After", renewAfter));
        assertEquals(Optional.empty(), keeper.register().renewAfter());
        keeper.keepalive();
        assertEquals(Optional.empty(), keeper.registration().orElseThrow().renewAfter());
        fixture.network.become(request -> ok("[]", "Renew-After", renewAfter));
        assertEquals(List.of(), keeper.activePeers());
        assertTrue(keeper.registration().isPresent());
    }

    /** What cannot be sent back says nothing: everybody is asked for again. */
    @Test
    void aTagThatNoHeaderCanHoldIsNone() throws P2pdiException {
        keeper.register();
        fixture.network.become(request -> ok("[]", "ETag", "\"a\u0085b\""));
        for (int i = 0; i < 2; i++) {
            keeper.activePeers();
            assertEquals(Optional.empty(), fixture.network.last().headers().first("Since"));
        }
        fixture.network.become(request -> ok("[]", "ETag", "\"ab\""));
        keeper.activePeers();
        keeper.activePeers();
        assertEquals(Optional.of("\"ab\""), fixture.network.last().headers().first("Since"));
    }

    static Stream<Arguments> records() {
        String oversize = " ".repeat(64 << 10) + plainRecord(7, 7200);
        return Stream.concat(
                Stream.of(
                                "",
                                "{",
                                "[]",
                                "null",
                                "\"\"",
                                "{}",
                                "{\"hostname\": \"a\"}",
                                "{\"port\": 1}",
                                plainRecord(7, 7200) + "x")
                        .map(body -> arguments(ok(body), "rs.example:65243")),
                Stream.of(arguments(
                        ok(oversize), "announced an answer of " + oversize.length() + " bytes; at most 65536")));
    }

    static Stream<Arguments> registrations() {
        String withoutCookie = plainRecord(7, 7200).replace("\"cookie\": 7, ", "");
        return Stream.of(arguments(ok(withoutCookie), "no cookie"));
    }

    private void refuses(Response answer, Executable call, String explanation) {
        fixture.network.become(request -> answer);
        ProtocolViolationException violation = assertThrows(ProtocolViolationException.class, call);
        assertEquals(Optional.of(SERVER), violation.peer());
        String message = violation.getMessage();
        assertTrue(message.contains(explanation) && message.contains("rs.example:65243"), message);
        assertTrue(message.length() < 300, message);
        assertFalse(UNPRINTABLE.matcher(message).find(), message);
    }
}
