package io.github.p2pdi.examples;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/**
 * An option or a parameter of a command, and its value once the command line has been read. Picocli is told of it by calls: annotations it would look at by
 * reflection, for which the JVM makes classes as it runs, and that takes longer than a small command does.
 *
 * @param <T> what a value is
 */
final class Setting<T> {
    private final ArgSpec arg;
    private final T absent;

    private Setting(ArgSpec arg, T absent) {
        this.arg = arg;
        this.absent = absent;
    }

    /** An option that says yes. */
    static Setting<Boolean> flag(String name, String description) {
        return new Setting<>(
                OptionSpec.builder(name)
                        .type(boolean.class)
                        .description(description)
                        .build(),
                false);
    }

    /** An option that has one value, and another where it is not given; {@code ${DEFAULT-VALUE}} in the description stands for that. */
    static <T> Setting<T> of(String name, String label, ITypeConverter<T> converter, T absent, String description) {
        return new Setting<>(
                option(name, label, converter, description).initialValue(absent).build(), absent);
    }

    /** An option that has a value where it is given. */
    static <T> Setting<Optional<T>> optional(
            String name, String label, ITypeConverter<T> converter, String description) {
        return new Setting<>(
                option(name, label, text -> Optional.of(converter.convert(text)), description)
                        .build(),
                Optional.empty());
    }

    /** An option that may be repeated. */
    static <T> Setting<List<T>> list(String name, String label, ITypeConverter<T> converter, String description) {
        return new Setting<>(repeatable(name, label, converter, description).build(), List.of());
    }

    /** An option that must be given, and may be repeated. */
    static <T> Setting<List<T>> required(String name, String label, ITypeConverter<T> converter, String description) {
        return new Setting<>(
                repeatable(name, label, converter, description).required(true).build(), List.of());
    }

    /** The one parameter, which must be given. */
    static <T> Setting<Optional<T>> parameter(String label, ITypeConverter<T> converter, String description) {
        return new Setting<>(
                PositionalParamSpec.builder()
                        .index("0")
                        .required(true)
                        .type(Object.class)
                        .paramLabel(label)
                        .converters(text -> Optional.of(converter.convert(text)))
                        .description(description)
                        .build(),
                Optional.empty());
    }

    /** All parameters, of which there must be one. */
    static <T> Setting<List<T>> parameters(String label, ITypeConverter<T> converter, String description) {
        return new Setting<>(
                PositionalParamSpec.builder()
                        .arity("1..*")
                        .required(true)
                        .type(List.class)
                        .auxiliaryTypes(Object.class)
                        .paramLabel(label)
                        .converters(converter)
                        .description(description)
                        .build(),
                List.of());
    }

    private static OptionSpec.Builder option(
            String name, String label, ITypeConverter<?> converter, String description) {
        return OptionSpec.builder(name)
                .type(Object.class)
                .paramLabel(label)
                .converters(converter)
                .description(description);
    }

    private static OptionSpec.Builder repeatable(
            String name, String label, ITypeConverter<?> converter, String description) {
        return option(name, label, converter, description).type(List.class).auxiliaryTypes(Object.class);
    }

    /** What the command line says, or the default. */
    T value() {
        @Nullable T given = arg.getValue();
        return given == null ? absent : given;
    }

    /** A usage error of the command that it belongs to. */
    ParameterException misused(String why) {
        return new ParameterException(arg.command().commandLine(), why);
    }

    /** Adds them to a command, in the order in which its help has them. */
    static void add(CommandSpec command, Setting<?>... settings) {
        for (Setting<?> setting : settings) {
            command.add(setting.arg);
        }
    }
}
