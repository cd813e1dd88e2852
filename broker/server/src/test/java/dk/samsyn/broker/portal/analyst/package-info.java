@NullMarked
package dk.samsyn.broker.portal.analyst;

import org.jspecify.annotations.NullMarked;
