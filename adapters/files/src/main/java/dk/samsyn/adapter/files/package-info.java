/** Adapter kind {@code files}: folders where another system drops CSV files. */
@NullMarked
package dk.samsyn.adapter.files;

import org.jspecify.annotations.NullMarked;
