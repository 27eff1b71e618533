package io.github.p2pdi.node;

import io.github.p2pdi.model.PeerAddress;

/**
 * A document, or a part of one, that is being sent to somebody who asked for it.
 *
 * <p>Immutable.
 *
 * @param id tells it from all other uploads of the same node
 * @param number the document's number
 * @param to the other end of the connection; its port is not the one at which that peer listens
 * @param offset where the part begins, in bytes; 0 for the whole document
 * @param size its length in bytes
 */
public record Upload(long id, long number, PeerAddress to, long offset, long size) {}
