/** Tests of the CPR adapter. */
@NullMarked
package dk.samsyn.adapter.cpr;

import org.jspecify.annotations.NullMarked;
