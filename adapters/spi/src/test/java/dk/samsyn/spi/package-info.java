@NullMarked
package dk.samsyn.spi;

import org.jspecify.annotations.NullMarked;
