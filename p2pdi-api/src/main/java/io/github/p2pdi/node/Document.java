package io.github.p2pdi.node;

import io.github.p2pdi.model.Digest;
import java.util.Optional;

/**
 * A document that a store holds.
 *
 * <p>Immutable.
 *
 * @param number its number, 0 or more
 * @param title its title
 * @param name the file name that others are told
 * @param size its size in bytes
 * @param sha256 its digest, once it is known
 */
public record Document(long number, String title, String name, long size, Optional<Digest> sha256) {}
