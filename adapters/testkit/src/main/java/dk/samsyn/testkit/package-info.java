/** What every adapter is held to: the conformance test it extends, a scope to call it with, and a source that misbehaves. */
@NullMarked
package dk.samsyn.testkit;

import org.jspecify.annotations.NullMarked;
