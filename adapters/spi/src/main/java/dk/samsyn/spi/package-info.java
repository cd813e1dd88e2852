/** The contract between the broker and what it can read: sources, tables, requests, rows, errors. No engine, no policy. */
@NullMarked
package dk.samsyn.spi;

import org.jspecify.annotations.NullMarked;
