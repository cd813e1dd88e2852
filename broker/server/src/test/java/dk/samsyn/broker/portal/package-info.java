@NullMarked
package dk.samsyn.broker.portal;

import org.jspecify.annotations.NullMarked;
