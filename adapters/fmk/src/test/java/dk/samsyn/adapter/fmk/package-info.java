/** Tests of the FMK adapter. */
@NullMarked
package dk.samsyn.adapter.fmk;

import org.jspecify.annotations.NullMarked;
