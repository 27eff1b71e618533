package io.github.p2pdi.impl.registration;

import io.github.p2pdi.error.P2pdiException;
import io.github.p2pdi.wire.Request;
import io.github.p2pdi.wire.Response;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server that holds requests of one method back, before it looks at them, until it is let go. */
final class HeldServer implements FakeNetwork.Server {
    private final FakeNetwork.Server server;
    private final String method;
    private final CountDownLatch arrived;
    private final CountDownLatch released = new CountDownLatch(1);

    HeldServer(FakeNetwork.Server server, String method, int requests) {
        this.server = server;
        this.method = method;
        arrived = new CountDownLatch(requests);
    }

    @Override
    public Response answer(Request request) throws P2pdiException {
        if (request.method().equals(method)) {
            arrived.countDown();
            await(released);
        }
        return server.answer(request);
    }

    /** Waits until all the requests are here. */
    void awaitArrival() {
        await(arrived);
    }

    void release() {
        released.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("waited for 20 s");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
