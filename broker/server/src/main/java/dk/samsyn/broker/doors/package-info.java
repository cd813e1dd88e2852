/** What every door shares: worker threads, the queries that are open, and what may be said of a failure. */
@NullMarked
package dk.samsyn.broker.doors;

import org.jspecify.annotations.NullMarked;
