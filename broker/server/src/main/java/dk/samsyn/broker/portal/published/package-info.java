/** Released numbers that the region has published to practices. */
@NullMarked
package dk.samsyn.broker.portal.published;

import org.jspecify.annotations.NullMarked;
