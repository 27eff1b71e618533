package io.github.p2pdi.impl.conversation;

/** What drives a conversation: it calls it on one thread at a time, and runs there what comes from other threads. */
@FunctionalInterface
public interface Engine {
    /**
     * Runs a step on the conversation's thread, at once if that is the caller's, and then sends what there is to send.
     *
     * @return false if the engine has ended, so that the step will not be run
     */
    boolean execute(Runnable step);
}
