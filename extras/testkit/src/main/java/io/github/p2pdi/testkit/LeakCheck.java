package io.github.p2pdi.testkit;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves something of the library behind: a thread whose name starts with {@code p2pdi-}, or (where the system has
 * {@code /proc/self/fd}) an open socket, selector or file that was not there before. What is left has five seconds to go. The failure names each
 * thread with the top of its stack, and each descriptor with what it leads to.
 *
 * <p>The check sees the whole JVM, and cannot tell whose a thread or a socket is. Where test classes run at the same time, use
 * {@link NoLeaks}, which keeps all others waiting meanwhile; by itself, as here, it is for builds that run one test after the other:
 *
 * <pre>{@code
 * @ExtendWith(LeakCheck.class)
 * class MyTransportTest { ... }
 * }</pre>
 *
 * <p>The state before is taken before the {@code @BeforeEach} methods, the state after behind the {@code @AfterEach} methods: what a class opens
 * in {@code @BeforeAll} counts only if it grows. Pipes, devices, libraries and archives do not count. Virtual threads cannot be listed; what
 * they hold open can.
 *
 * <p>Safe for concurrent use.
 */
public final class LeakCheck implements BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(LeakCheck.class);

    private final Duration patience;

    /** Makes one that gives five seconds to go. */
    public LeakCheck() {
        this(Duration.ofSeconds(5));
    }

    LeakCheck(Duration patience) {
        this.patience = patience;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        context.getStore(NAMESPACE).put(Footprint.class, Footprint.now());
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        Footprint before = context.getStore(NAMESPACE).remove(Footprint.class, Footprint.class);
        if (before == null) {
            return;
        }
        List<String> left = before.leftAfter(patience);
        if (!left.isEmpty()) {
            throw new AssertionError("left behind by " + context.getDisplayName() + ", " + patience.toMillis()
                    + " ms after its end:" + System.lineSeparator() + String.join(System.lineSeparator(), left));
        }
    }
}
