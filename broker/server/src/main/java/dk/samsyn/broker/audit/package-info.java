/** The append-only, hash-chained log of every query and of every citizen shown in clear. */
@NullMarked
package dk.samsyn.broker.audit;

import org.jspecify.annotations.NullMarked;
