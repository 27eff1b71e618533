package io.github.p2pdi.node;

import java.time.Duration;

/**
 * What a registration server has done since it started.
 *
 * <p>Immutable.
 *
 * @param active how many peers are active now
 * @param registered how many registrations were granted
 * @param renewed how many leases were renewed by keepalive
 * @param listed how many pqueries were answered, those with nothing new included
 * @param left how many peers left
 * @param expired how many leases ended by themselves
 * @param wrongCookies how many requests brought a cookie that is unknown
 * @param throttled how many requests were not looked at, as too many wrong cookies had come from their address
 * @param refused how many registrations were refused: held by another, not allowed, too many, no room
 * @param limits how often limits were reached: those of connections
 * @param paused how long the process did not run; every lease was made longer by as much
 */
public record RegistrationServerStatistics(
        int active,
        long registered,
        long renewed,
        long listed,
        long left,
        long expired,
        long wrongCookies,
        long throttled,
        long refused,
        LimitCounts limits,
        Duration paused) {}
