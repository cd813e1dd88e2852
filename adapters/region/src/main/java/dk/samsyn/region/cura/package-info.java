/** Chapter {@code cura}: nine municipalities that send daily FHIR reports. */
@NullMarked
package dk.samsyn.region.cura;

import org.jspecify.annotations.NullMarked;
