/** The hospital laboratories: one wide row of text per answer, in PostgreSQL. */
@NullMarked
package dk.samsyn.region.labka;

import org.jspecify.annotations.NullMarked;
