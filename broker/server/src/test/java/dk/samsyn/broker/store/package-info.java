@NullMarked
package dk.samsyn.broker.store;

import org.jspecify.annotations.NullMarked;
