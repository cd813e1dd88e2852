/**
 * What the national SOAP services have in common: calls with deadline and retry, faults by code, XML that cannot attack its
 * reader, and many one-citizen calls behind one cursor.
 */
@NullMarked
package dk.samsyn.adapter.soap;

import org.jspecify.annotations.NullMarked;
