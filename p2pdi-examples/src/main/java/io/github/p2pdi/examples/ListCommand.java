package io.github.p2pdi.examples;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.PeerNode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code p2pdi list}. */
@Command(description = "Lists the documents of all active peers: number, holder, size in bytes, title.")
final class ListCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final JoinOptions join = new JoinOptions();

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            description = "Only documents whose title has every word of the text, in any case and any order.")
    private String title = "";

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws P2pdiException, InterruptedException {
        try (PeerNode self = P2PDI.startPeer(join.peer().build())) {
            console.shutdown().onRequest(self::close);
            self.refresh();
            // The index's own search ends at 1,000 records; a list is the whole.
            List<List<String>> rows = self.index().all().stream()
                    .filter(record -> hasEveryWord(record.title(), title))
                    .map(ListCommand::row)
                    .toList();
            Columns.aligned(rows).forEach(console::result);
        }
        return ExitCode.OK;
    }

    static boolean hasEveryWord(String title, String words) {
        String text = title.toLowerCase(Locale.ROOT);
        return Stream.of(words.toLowerCase(Locale.ROOT).strip().split("\\s+")).allMatch(text::contains);
    }

    private static List<String> row(Rfc record) {
        return List.of(
                Long.toString(record.number()),
                record.holder().toString(),
                record.size().isPresent() ? Long.toString(record.size().getAsLong()) : "-",
                Console.oneLine(record.title()));
    }
}
