package io.github.p2pdi.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FiguresCommandTest {
    @Test
    void nameThatIsNoFiguresIsWrongUse() {
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(new FiguresCommand())
                .setErr(new PrintWriter(err))
                .execute("--list", "keepalive", "keepalve");
        assertEquals(CommandLine.ExitCode.USAGE, exitCode);
        assertTrue(err.toString().contains("no figure begins with 'keepalve'"), err.toString());
    }
}
