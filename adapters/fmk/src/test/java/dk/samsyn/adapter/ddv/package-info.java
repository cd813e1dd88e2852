/** Tests of the DDV adapter. */
@NullMarked
package dk.samsyn.adapter.ddv;

import org.jspecify.annotations.NullMarked;
