package io.github.p2pdi.node;

/**
 * What became of a peer's dealings with its registration server since it started.
 *
 * <p>Immutable.
 *
 * @param registered how often it was registered
 * @param renewed how often its lease was renewed
 * @param lost how often the server had forgotten it
 * @param failed how many calls failed of those that the peer made by itself; a call of the user's throws instead
 */
public record RegistrationStatistics(long registered, long renewed, long lost, long failed) {}
