package io.github.p2pdi.impl.index;

import io.github.p2pdi.model.Rfc;
import java.time.Duration;
import java.util.Optional;

/**
 * A record as another peer told it, or as it would be told to another.
 *
 * @param rfc the record
 * @param ttl how long it is good for, where it is hearsay; a holder's own word has none
 */
public record Learned(Rfc rfc, Optional<Duration> ttl) {}
