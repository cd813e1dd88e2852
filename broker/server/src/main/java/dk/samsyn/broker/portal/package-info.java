/** Pages for people who do not write SQL, rendered on the server over the same queries and sessions as the other doors. */
@NullMarked
package dk.samsyn.broker.portal;

import org.jspecify.annotations.NullMarked;
