@NullMarked
package dk.samsyn.broker.query;

import org.jspecify.annotations.NullMarked;
