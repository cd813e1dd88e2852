/** A practice's or a department's own figures: how many, how well followed, and how that has come about. */
@NullMarked
package dk.samsyn.broker.portal.figures;

import org.jspecify.annotations.NullMarked;
