/** Tests of the demo's FMK. */
@NullMarked
package dk.samsyn.region.fmk;

import org.jspecify.annotations.NullMarked;
