/** Classes that break a rule of the house on purpose. */
@NullMarked
package dk.samsyn.broker.engine.planted;

import org.jspecify.annotations.NullMarked;
