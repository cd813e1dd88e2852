@NullMarked
package dk.samsyn.broker.config;

import org.jspecify.annotations.NullMarked;
