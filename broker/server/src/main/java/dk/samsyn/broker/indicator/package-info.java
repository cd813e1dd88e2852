/** Indicators and reports as files: from a definition to its statements, and from released numbers to rates with their intervals. */
@NullMarked
package dk.samsyn.broker.indicator;

import org.jspecify.annotations.NullMarked;
