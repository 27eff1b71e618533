package io.github.p2pdi.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FooterTest {
    private final Screen screen = new Screen(20);
    private final PrintWriter out = new PrintWriter(screen);
    private final PrintWriter err = new PrintWriter(screen);
    private final Footer footer = new Footer(err, Optional::empty);
    private final Console console = new Console(out, err, close -> {}, footer);

    @Test
    void whatIsPrintedForGoodIsAboveItAndNothingIsLost() {
        console.result("first");
        footer.set("a", "a 10% of a long line");
        footer.set("b", "b 20%");
        console.result("a second result that needs two rows");
        footer.set("a", "a 90%");
        console.remark("third");

        assertEquals(
                List.of("first", "a second result that", " needs two rows", "p2pdi: third", "a 90%", "b 20%"),
                screen.seen());

        footer.remove("a");
        console.result("a is had");
        footer.remove("b");

        assertEquals(
                List.of("first", "a second result that", " needs two rows", "p2pdi: third", "a is had"), screen.seen());
        console.result("last");
        assertEquals("last", screen.seen().get(5));
    }

    @Test
    void whatIsLoggedIsAboveItOnceALineIsWhole() {
        ByteArrayOutputStream above = new ByteArrayOutputStream();
        List<String> below = new ArrayList<>();
        PrintStream terminal = new PrintStream(above, true, UTF_8) {
            @Override
            public void flush() {
                below.addAll(screen.seen());
                super.flush();
            }
        };
        PrintStream log = new PrintStream(new LinesAbove(footer, terminal), true, UTF_8);
        footer.set("a", "a 10%");

        log.print("a war");
        log.print("ning\nand");

        assertEquals("a warning\n", above.toString(UTF_8));
        assertEquals(List.of(), below);
        assertEquals(List.of("a 10%"), screen.seen());
    }

    @Test
    void whatIsTypedGoesWithTheNextDrawing() {
        footer.set("a", "a 10%");
        err.print("^C");
        footer.remove("a");

        assertEquals(List.of(), screen.seen());
    }

    @Test
    void itIsDrawnAgainWhereAResultCouldNotBeWritten() {
        footer.set("a", "a 10%");

        assertThrows(
                OutputException.class,
                () -> footer.above(() -> {
                    throw new OutputException();
                }));

        assertEquals(List.of("a 10%"), screen.seen());
    }

    @Test
    void withoutALineThereIsNothingThatOnlyATerminalUnderstands() {
        StringWriter file = new StringWriter();
        PrintWriter plain = new PrintWriter(file);

        new Console(plain, plain, close -> {}).result("first");

        assertEquals("first" + System.lineSeparator(), file.toString());
    }
}
