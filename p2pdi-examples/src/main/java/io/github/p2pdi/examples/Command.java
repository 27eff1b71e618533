package io.github.p2pdi.examples;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/** A command of the program; a call runs it and gives its exit code. */
interface Command extends Callable<Integer> {
    /** What picocli knows of it: what it is for, and its settings. */
    CommandSpec spec();

    /** Of a command without settings. */
    static CommandSpec spec(Command command, String description) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(command);
        spec.usageMessage().description(description);
        return spec;
    }
}
