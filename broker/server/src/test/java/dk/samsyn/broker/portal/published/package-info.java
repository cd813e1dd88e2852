@NullMarked
package dk.samsyn.broker.portal.published;

import org.jspecify.annotations.NullMarked;
