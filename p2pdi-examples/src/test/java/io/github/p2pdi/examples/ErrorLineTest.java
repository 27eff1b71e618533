package io.github.p2pdi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.p2pdi.error.DocumentNotFoundException;
import io.github.p2pdi.error.DocumentNotFoundException.Attempt;
import io.github.p2pdi.model.PeerAddress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorLineTest {
    @Test
    void theLibrarysMessageIsTheWholeSentence() {
        Attempt attempt = new Attempt(PeerAddress.of("h", 4), "answered 503");

        assertEquals(
                "document 7 was not found: h:4 answered 503",
                ErrorLine.sentence(new DocumentNotFoundException(7, List.of(attempt))));
    }

    @Test
    void whatToAddIsSaidAsItIs() {
        assertEquals("add the jar", ErrorLine.sentence(new IllegalStateException("add the jar")));
    }

    @Test
    void otherErrorsAreNamed() {
        assertEquals(
                "java.nio.file.AccessDeniedException: /tmp/x", ErrorLine.sentence(new AccessDeniedException("/tmp/x")));
        assertEquals("java.lang.IllegalStateException", ErrorLine.sentence(new IllegalStateException()));
    }

    @Test
    void whatOthersSaidCanNeitherBreakTheLineNorSteerTheTerminal() {
        StringWriter err = new StringWriter();

        new Console(new PrintWriter(new StringWriter()), new PrintWriter(err), close -> {})
                .remark("a said\r\n\u001b[2Jgone\u2028\u202eback\n");

        assertEquals("p2pdi: a said [2Jgone back" + System.lineSeparator(), err.toString());
    }
}
