/** Fælles Medicinkort (FMK): one citizen's medicine card per SOAP call, read as two tables. Kind {@code fmk}. */
@NullMarked
package dk.samsyn.adapter.fmk;

import org.jspecify.annotations.NullMarked;
