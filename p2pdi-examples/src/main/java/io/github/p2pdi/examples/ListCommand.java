package io.github.p2pdi.examples;

import io.github.p2pdi.P2PDI;
import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.model.Digest;
import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.PeerNode;
import io.github.p2pdi.node.TitleQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** {@code p2pdi list}. */
final class ListCommand implements Command {
    private static final int MOST_REMARKS = 10;

    private final Console console;

    private final JoinOptions join = new JoinOptions();

    private final Setting<String> title = Setting.of(
            "--title",
            "TEXT",
            text -> text,
            "",
            "Only documents whose title has every word of the text, in any case and any order; or whose number it is.");

    private final Setting<Boolean> json = Setting.flag("--json", "Prints each line as an object of JSON.");

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = Command.spec(
                this,
                "Lists the documents of all active peers, a line each holder: number, holder, size in bytes,"
                        + " how its SHA-256 begins, how long its holder has been unheard of, title.");
        join.addTo(spec);
        Setting.add(spec, title, json);
        return spec;
    }

    @Override
    public Integer call() throws P2pdiException, InterruptedException {
        try (PeerNode self = P2PDI.startPeer(join.peer().build())) {
            AtomicBoolean stopped = new AtomicBoolean();
            Runnable close = self::close;
            console.shutdown().onRequest(() -> {
                stopped.set(true);
                close.run();
            });
            self.refresh();
            if (stopped.get()) {
                // Whoever reads the results would take a part of the list for the whole.
                console.remark("stopped before all peers were asked");
                return ExitCode.SOFTWARE;
            }
            Map<PeerAddress, P2pdiException> failed = self.failedPeers();
            remarks(failed).forEach(console::remark);
            // The index's own search ends at 1,000 records; a list is the whole.
            TitleQuery query = TitleQuery.of(title.value());
            List<Rfc> records = self.index().all().stream()
                    .filter(record -> query.match(record) != TitleQuery.Match.NONE)
                    .toList();
            Map<PeerAddress, Duration> idle = idle(self);
            if (json.value()) {
                records.forEach(record -> console.result(object(record, age(record, idle))));
            } else {
                Columns.aligned(records.stream()
                                .map(record -> row(record, age(record, idle)))
                                .toList())
                        .forEach(console::result);
            }
            // Where nobody was heard, an empty list says nothing.
            boolean isUnknown = self.index().all().isEmpty() && !failed.isEmpty();
            return isUnknown ? ExitCode.SOFTWARE : ExitCode.OK;
        }
    }

    /** Whose documents are not in the list; where there are many of them, some. */
    static List<String> remarks(Map<PeerAddress, P2pdiException> failed) {
        List<String> remarks = new ArrayList<>();
        failed.entrySet().stream()
                .sorted(Comparator.comparing(each -> each.getKey().toString()))
                .limit(MOST_REMARKS)
                .forEach(each -> remarks.add("the index of " + each.getKey() + " could not be had: "
                        + each.getValue().getMessage()));
        if (failed.size() > MOST_REMARKS) {
            remarks.add("so it is with " + (failed.size() - MOST_REMARKS) + " others");
        }
        return remarks;
    }

    /** How long ago the registration server heard of each, by what it said when the index was refreshed. */
    private static Map<PeerAddress, Duration> idle(PeerNode self) {
        Map<PeerAddress, Duration> idle = new HashMap<>();
        self.registration().stream()
                .flatMap(registration -> registration.lastListings().stream())
                .forEach(listing -> listing.peers()
                        .forEach(peer -> peer.idle()
                                .ifPresent(age -> idle.putIfAbsent(peer.address(), age.plus(listing.age())))));
        return idle;
    }

    private static OptionalLong age(Rfc record, Map<PeerAddress, Duration> idle) {
        Duration age = idle.get(record.holder());
        return age == null ? OptionalLong.empty() : OptionalLong.of(age.toSeconds());
    }

    static String object(Rfc record, OptionalLong age) {
        return new JsonLine()
                .number("number", record.number())
                .text("holder", record.holder().toString())
                .number("size", record.size())
                .text("sha256", record.sha256().map(Digest::hex))
                .number("age", age)
                .text("name", record.path())
                .text("title", record.title())
                .toString();
    }

    static List<String> row(Rfc record, OptionalLong age) {
        return List.of(
                Long.toString(record.number()),
                record.holder().toString(),
                record.size().isPresent() ? Long.toString(record.size().getAsLong()) : "-",
                record.sha256().map(Digest::prefix).orElse("-"),
                age.isPresent() ? age.getAsLong() + " s" : "-",
                Console.oneLine(record.title()));
    }
}
