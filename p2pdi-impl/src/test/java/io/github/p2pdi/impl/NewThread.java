package io.github.p2pdi.impl;

import java.util.concurrent.Executor;

/** Runs what waits for something else in a test. The pool that all share has one thread on a small machine, and two who wait for each other never end there. */
public final class NewThread implements Executor {
    @Override
    public void execute(Runnable task) {
        Thread thread = new Thread(task, "test");
        thread.setDaemon(true);
        thread.start();
    }
}
