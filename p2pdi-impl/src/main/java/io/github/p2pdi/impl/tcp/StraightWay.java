package io.github.p2pdi.impl.tcp;

import io.github.p2pdi.impl.conversation.Conversation;
import io.github.p2pdi.impl.conversation.DirectOutput;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What of the answers on one connection goes straight from documents to the network. One thread at a time. */
final class StraightWay {
    private static final Logger LOG = LoggerFactory.getLogger(StraightWay.class);

    /** More than is copied in a turn: what is not copied takes less time, and each step looks at the file and at the selector once. */
    private static final int STEP_BYTES = 1 << 20;

    private final SocketChannel channel;
    private final LongSupplier onTheirWay;
    private boolean failed;
    private boolean copiesNext;

    /** {@code onTheirWay} says how many bytes must be copied behind what went straight, so that this has been delivered before the last of them go. */
    StraightWay(SocketChannel channel, LongSupplier onTheirWay) {
        this.channel = channel;
        this.onTheirWay = onTheirWay;
    }

    /** What may go straight now, if anything; else what is next must be copied. */
    Optional<DirectOutput> next(Conversation of) throws IOException {
        boolean copies = failed || copiesNext;
        copiesNext = false;
        return copies ? Optional.empty() : of.outputDirect(STEP_BYTES, onTheirWay);
    }

    /** Sends some of it; gives how many bytes. Where that is none, what is next is copied: so it shows whether it was because of the network, the document, or the way. */
    int send(DirectOutput output) {
        int sent = 0;
        try {
            sent = output.to(channel);
        } catch (IOException | RuntimeException e) {
            LOG.debug("nothing goes straight from a document to {}", channel, e);
            failed = true;
        }
        copiesNext = sent == 0;
        return sent;
    }
}
