package io.github.p2pdi.testkit;

import io.github.p2pdi.model.PeerAddress;
import io.github.p2pdi.model.Rfc;
import io.github.p2pdi.node.FoundDocument;
import io.github.p2pdi.node.RfcIndex;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Who plays in tests of an index, and what it is asked. */
final class IndexStage {
    /** In the order of all. */
    static final PeerAddress ANN = PeerAddress.of("ann.example", 4001);

    static final PeerAddress BOB = PeerAddress.of("bob.example", 4002);
    static final PeerAddress SELF = PeerAddress.of("self.example", 4000);
    static final PeerAddress YVE = PeerAddress.of("yve.example", 4003);
    static final PeerAddress ZOE = PeerAddress.of("zoe.example", 4003);
    /** Two who hold nothing and tell of others. */
    static final PeerAddress TELLER = PeerAddress.of("teller.example", 4004);

    static final PeerAddress GOSSIP = PeerAddress.of("gossip.example", 4005);

    /** A title of which {@link Question} asks. */
    static final String TITLE = "Mail";

    /** Each way to ask for what there is of number 7. */
    enum Question {
        ALL,
        FIND,
        SEARCH,
        DOCUMENTS;

        List<?> ask(RfcIndex index) {
            return switch (this) {
                case ALL -> index.all();
                case FIND -> index.find(7);
                case SEARCH -> index.search(TITLE);
                case DOCUMENTS -> index.documents(TITLE);
            };
        }

        /** What is to be answered where there is nothing but these records of number 7, whose order is that of all and of find. */
        List<?> answer(List<Rfc> records) {
            return this == DOCUMENTS && !records.isEmpty() ? List.of(FoundDocument.of(records)) : records;
        }
    }

    private IndexStage() {}

    static Rfc rfc(long number, PeerAddress holder) {
        return rfc(number, holder, TITLE);
    }

    static Rfc rfc(long number, PeerAddress holder, String title) {
        return new Rfc(number, title, holder, "rfc" + number + ".txt", OptionalLong.of(7), Optional.empty());
    }

    /** So many records with numbers from that one on. */
    static List<Rfc> rfcs(long first, int count, PeerAddress holder, String title) {
        return LongStream.range(first, first + count)
                .mapToObj(number -> rfc(number, holder, title))
                .toList();
    }
}
