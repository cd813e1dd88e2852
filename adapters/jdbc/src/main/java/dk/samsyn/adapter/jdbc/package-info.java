/** SQL databases as sources: PostgreSQL, MariaDB and H2, in one database or in many of one shape. */
@NullMarked
package dk.samsyn.adapter.jdbc;

import org.jspecify.annotations.NullMarked;
