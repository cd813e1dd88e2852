@NullMarked
package dk.samsyn.broker.portal.citizen;

import org.jspecify.annotations.NullMarked;
