@NullMarked
package dk.samsyn.broker.identity;

import org.jspecify.annotations.NullMarked;
