@NullMarked
package dk.samsyn.broker;

import org.jspecify.annotations.NullMarked;
