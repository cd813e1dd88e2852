@NullMarked
package dk.samsyn.broker.jdbc;

import org.jspecify.annotations.NullMarked;
