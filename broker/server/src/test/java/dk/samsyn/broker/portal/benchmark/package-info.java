@NullMarked
package dk.samsyn.broker.portal.benchmark;

import org.jspecify.annotations.NullMarked;
