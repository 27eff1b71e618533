package io.github.p2pdi.examples;

/** How a command that serves learns that it is to end. */
@FunctionalInterface
interface Shutdown {
    /**
     * Asks to be closed when the program is told to end.
     *
     * @param close what to call then; quiet if everything is closed already
     */
    void onRequest(Runnable close);

    /** {@return the shutdown that SIGTERM and SIGINT ask for} The JVM waits for what it closes, and then exits with 143 or 130. */
    static Shutdown bySignal() {
        return close -> {
            try {
                Runtime.getRuntime().addShutdownHook(new Thread(close, "p2pdi-shutdown"));
            } catch (IllegalStateException e) {
                // The signal came first: the JVM takes no more hooks.
                close.run();
            }
        };
    }
}
