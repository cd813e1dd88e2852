/** The JDBC driver: Avatica's client with what analysts' tools miss in it. */
@NullMarked
package dk.samsyn.driver;

import org.jspecify.annotations.NullMarked;
