@NullMarked
package dk.samsyn.broker.access;

import org.jspecify.annotations.NullMarked;
