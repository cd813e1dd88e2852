/** The JDBC door: Avatica's protocol over Vert.x. It translates and decides nothing. */
@NullMarked
package dk.samsyn.broker.jdbc;

import org.jspecify.annotations.NullMarked;
