/**
 * The broker's own database: what it must remember for itself, such as released answers, saved searches and consents. Never a
 * row of a source.
 */
@NullMarked
package dk.samsyn.broker.store;

import org.jspecify.annotations.NullMarked;
