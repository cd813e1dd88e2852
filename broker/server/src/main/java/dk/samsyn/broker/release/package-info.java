/** What may leave for people who may not see persons. */
@NullMarked
package dk.samsyn.broker.release;

import org.jspecify.annotations.NullMarked;
