/**
 * General practice: what each practice's system holds of a citizen, one small database per practice in three spellings, and
 * the canonical rows a perfect mapper reads from them.
 */
@NullMarked
package dk.samsyn.region.praksis;

import org.jspecify.annotations.NullMarked;
