/** What the demo's national SOAP services have in common: listening, security header, latency, calls at once, XML. */
@NullMarked
package dk.samsyn.region.soap;

import org.jspecify.annotations.NullMarked;
