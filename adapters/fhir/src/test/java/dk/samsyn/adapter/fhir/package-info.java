@NullMarked
package dk.samsyn.adapter.fhir;

import org.jspecify.annotations.NullMarked;
