@NullMarked
package dk.samsyn.broker.portal.catchment;

import org.jspecify.annotations.NullMarked;
