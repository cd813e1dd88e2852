/** The commands of the program, and the one place where its parts are put together. */
@NullMarked
package dk.samsyn.broker.cli;

import org.jspecify.annotations.NullMarked;
