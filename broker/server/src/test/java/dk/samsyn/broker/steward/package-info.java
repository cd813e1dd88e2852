@NullMarked
package dk.samsyn.broker.steward;

import org.jspecify.annotations.NullMarked;
