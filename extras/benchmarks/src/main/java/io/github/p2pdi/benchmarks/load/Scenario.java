package io.github.p2pdi.benchmarks.load;

/** What is asked of a server, and how its replies are read. */
public interface Scenario {
    /** {@return what the connection with that number asks, from 0 on} */
    Requests requests(int connection);

    /** {@return a reader for one connection} */
    Replies replies();
}
