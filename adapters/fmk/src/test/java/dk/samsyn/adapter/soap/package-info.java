/** Tests of what SOAP services have in common. */
@NullMarked
package dk.samsyn.adapter.soap;

import org.jspecify.annotations.NullMarked;
