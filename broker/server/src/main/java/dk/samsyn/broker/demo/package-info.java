/** What stands around the demo's broker: an identity provider and a record system, both made up. */
@NullMarked
package dk.samsyn.broker.demo;

import org.jspecify.annotations.NullMarked;
