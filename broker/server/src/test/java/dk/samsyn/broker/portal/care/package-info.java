@NullMarked
package dk.samsyn.broker.portal.care;

import org.jspecify.annotations.NullMarked;
