package io.github.p2pdi.node;

/**
 * The threads that nodes run on: event loops, a scheduler, executors. Many nodes of one JVM can share them. Close it after the nodes that use
 * it. Only {@link io.github.p2pdi.P2PDI#nodeResources()} makes them; this is not to be implemented by others, whose nodes could not run on it.
 *
 * <p>Safe for concurrent use.
 */
public interface NodeResources extends AutoCloseable {
    @Override
    void close();
}
