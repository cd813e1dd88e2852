/** Pages of region and municipality: indicators over released numbers, what needs attention, and how each is computed. */
@NullMarked
package dk.samsyn.broker.portal.benchmark;

import org.jspecify.annotations.NullMarked;
