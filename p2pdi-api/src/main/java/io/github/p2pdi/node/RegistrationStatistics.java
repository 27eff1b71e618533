package io.github.p2pdi.node;

/**
 * What became of a peer's dealings with its registration servers since it started, with all of them together.
 *
 * <p>Immutable.
 *
 * @param registered how often it was registered
 * @param renewed how often its lease was renewed
 * @param lost how often a server had forgotten it
 * @param failed how many renewals and registrations failed of those that the peer made by itself; a call of the user's throws instead, and asking who is active in the
 *     background is not counted
 * @param moved how often it went on to another server, or came back to one that it prefers
 */
public record RegistrationStatistics(long registered, long renewed, long lost, long failed, long moved) {}
