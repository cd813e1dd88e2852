@NullMarked
package dk.samsyn.broker.cli;

import org.jspecify.annotations.NullMarked;
