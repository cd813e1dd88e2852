/** The hospital record: a regional BI copy in PostgreSQL with its own keys, packed diagnoses and the break of 3 February 2019. */
@NullMarked
package dk.samsyn.region.epj;

import org.jspecify.annotations.NullMarked;
