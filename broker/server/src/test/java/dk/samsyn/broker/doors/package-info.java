@NullMarked
package dk.samsyn.broker.doors;

import org.jspecify.annotations.NullMarked;
