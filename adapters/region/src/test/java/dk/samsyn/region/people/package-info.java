/** Tests of the invented people. */
@NullMarked
package dk.samsyn.region.people;

import org.jspecify.annotations.NullMarked;
