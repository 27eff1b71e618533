package io.github.p2pdi.impl.conversation;

import io.github.p2pdi.impl.runtime.RareLog;
import io.github.p2pdi.transport.Remote;
import io.github.p2pdi.transport.TransportContext;
import io.github.p2pdi.wire.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says of a malformed request. */
final class Complaint {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private Complaint() {}

    /** Who has been understood before, or can be in what follows, is not worth a warning. */
    static void log(TransportContext context, Remote who, Event.Malformed found, boolean hasAnswered) {
        if (hasAnswered || found.boundaryKnown()) {
            LOG.debug("{} sent a malformed request: {}", who.address(), found.reason());
        } else {
            context.shared(RareLog.class, () -> new RareLog(context.time()))
                    .tell(others ->
                            LOG.warn("{} does not speak this protocol: {}{}", who.address(), found.reason(), others));
        }
    }
}
