@NullMarked
package dk.samsyn.broker.policy;

import org.jspecify.annotations.NullMarked;
