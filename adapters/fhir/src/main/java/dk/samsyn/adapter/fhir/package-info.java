/** Adapter kind {@code fhir-inbox}: a folder where municipalities' daily FHIR R4 reports arrive, folded to what holds now. */
@NullMarked
package dk.samsyn.adapter.fhir;

import org.jspecify.annotations.NullMarked;
