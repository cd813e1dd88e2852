/** Counts over a hospital's catchment area under release control: how many, where, how old; never who. */
@NullMarked
package dk.samsyn.broker.portal.catchment;

import org.jspecify.annotations.NullMarked;
