package io.github.p2pdi.impl.tcp;

import io.github.p2pdi.impl.ForwardingTime;
import io.github.p2pdi.testkit.ManualClock;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A clock that throws as if there were no memory, where a class asks it that the test names. */
final class FailingTime extends ForwardingTime {
    private final AtomicInteger spared = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile Set<Class<?>> askers = Set.of();

    FailingTime(ManualClock clock) {
        super(clock);
    }

    void failWhereAskedBy(Class<?>... classes) {
        spared.set(0);
        failures.set(Integer.MAX_VALUE);
        askers = Set.of(classes);
    }

    /** Answers this class so many times, then throws so often. */
    void fail(int times, int afterAnswers, Class<?> asker) {
        spared.set(afterAnswers);
        failures.set(times);
        askers = Set.of(asker);
    }

    /** Whether it has thrown as often as it was to. */
    boolean hasFailed() {
        return failures.get() <= 0;
    }

    @Override
    public long nanos() {
        Set<Class<?>> named = askers;
        if (!named.isEmpty() && isAskedBy(named) && spared.getAndDecrement() <= 0 && failures.getAndDecrement() > 0) {
            throw new OutOfMemoryError("as the test has it");
        }
        return super.nanos();
    }

    private static boolean isAskedBy(Set<Class<?>> named) {
        Set<String> names = named.stream().map(Class::getName).collect(Collectors.toSet());
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                        .filter(name -> !name.startsWith("java.") && !name.startsWith(FailingTime.class.getName()))
                        .findFirst()
                        .filter(names::contains)
                        .isPresent());
    }
}
