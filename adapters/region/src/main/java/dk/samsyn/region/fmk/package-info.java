/** The demo's Fælles Medicinkort ({@code fmk}): what it knows of a citizen, the service, and the truth. */
@NullMarked
package dk.samsyn.region.fmk;

import org.jspecify.annotations.NullMarked;
