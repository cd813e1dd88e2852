/** Indicators as files: from a definition to one statement, and from released numbers to rates with their intervals. */
@NullMarked
package dk.samsyn.broker.indicator;

import org.jspecify.annotations.NullMarked;
