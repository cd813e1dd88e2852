@NullMarked
package dk.samsyn.broker.audit;

import org.jspecify.annotations.NullMarked;
