/** What servers of both kinds answer with: replies, refusals and their problem bodies. */
@NullMarked
package io.github.p2pdi.impl.reply;

import org.jspecify.annotations.NullMarked;
