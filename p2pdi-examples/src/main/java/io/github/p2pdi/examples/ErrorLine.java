package io.github.p2pdi.examples;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.error.PeerUnreachableException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says in one line what went wrong, and turns it into an exit code. */
final class ErrorLine implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final RootCommand root;
    private final Console console;

    ErrorLine(RootCommand root, Console console) {
        this.root = root;
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        console.remark(e.getMessage() + " (see " + command + " --help)");
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        console.remark(sentence(e));
        if (root.isVerbose()) {
            e.printStackTrace(console.err());
        }
        return ExitCode.SOFTWARE;
    }

    /** The messages of the library, and ours, are written for people; others need their type to be understood. */
    static String sentence(Exception e) {
        StringBuilder all = new StringBuilder(words(e));
        // What became of the other registration servers, where there are several.
        Stream.of(e.getSuppressed())
                .filter(P2pdiException.class::isInstance)
                .forEach(other -> all.append("; ").append(other.getMessage()));
        if (e instanceof PeerUnreachableException && !isOfTls(e)) {
            all.append("; check the address, and whether it runs there");
        }
        return all.toString();
    }

    /** Somebody runs there; what is wrong is in the message. */
    private static boolean isOfTls(Exception e) {
        return Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                .anyMatch(SSLException.class::isInstance);
    }

    private static String words(Exception e) {
        boolean forPeople = e instanceof P2pdiException
                || e instanceof IllegalStateException
                || e instanceof OutputException
                || e instanceof UnexpectedOutcomeException;
        String message = e.getMessage();
        return forPeople && message != null ? message : e.toString();
    }
}
