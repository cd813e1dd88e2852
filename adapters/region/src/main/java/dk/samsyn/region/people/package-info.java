/**
 * The invented people of the demo region: who they are and what is true of them over time. Every fact is a pure function
 * of (seed, index of the citizen, topic), so that sources can be filled in any order and one citizen can be left out
 * without changing another.
 */
@NullMarked
package dk.samsyn.region.people;

import org.jspecify.annotations.NullMarked;
