package io.github.p2pdi.impl.json;

import io.github.p2pdi.model.PeerAddress;
import java.util.List;
import java.util.Optional;

/**
 * What answers a pquery: a list of all, or what has changed.
 *
 * @param tag the tag of what is reached, without quotes; none in a list
 * @param full whether {@code added} is all there is
 * @param added who is there now and was not, or not so
 * @param removed who is there no more
 */
public record PeerAnswer(Optional<String> tag, boolean full, List<PeerEntry> added, List<PeerAddress> removed) {}
