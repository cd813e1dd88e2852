@NullMarked
package dk.samsyn.broker.portal.figures;

import org.jspecify.annotations.NullMarked;
