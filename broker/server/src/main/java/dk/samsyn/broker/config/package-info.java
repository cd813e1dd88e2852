/** Records read from conf/ and policies/; all problems of a file are reported at once. */
@NullMarked
package dk.samsyn.broker.config;

import org.jspecify.annotations.NullMarked;
