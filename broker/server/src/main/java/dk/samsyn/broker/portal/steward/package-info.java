/** Pages of the data steward: policies and their sets, see-as, explain, sources, break-glass. */
@NullMarked
package dk.samsyn.broker.portal.steward;

import org.jspecify.annotations.NullMarked;
