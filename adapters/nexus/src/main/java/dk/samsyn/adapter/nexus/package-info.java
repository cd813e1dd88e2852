/** Adapter kind {@code nexus}: municipal care records over HAL and OAuth 2.0, one instance per municipality. */
@NullMarked
package dk.samsyn.adapter.nexus;

import org.jspecify.annotations.NullMarked;
