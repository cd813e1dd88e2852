@NullMarked
package dk.samsyn.broker.release;

import org.jspecify.annotations.NullMarked;
