@NullMarked
package dk.samsyn.broker.indicator;

import org.jspecify.annotations.NullMarked;
