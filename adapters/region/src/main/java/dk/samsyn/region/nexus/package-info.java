/** Chapter {@code nexus}: ten municipalities whose records let themselves be asked over HTTP. */
@NullMarked
package dk.samsyn.region.nexus;

import org.jspecify.annotations.NullMarked;
