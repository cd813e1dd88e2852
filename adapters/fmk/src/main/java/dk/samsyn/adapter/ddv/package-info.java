/** Det Danske Vaccinationsregister (DDV): vaccinations per citizen or as a streamed list. Kind {@code ddv}. */
@NullMarked
package dk.samsyn.adapter.ddv;

import org.jspecify.annotations.NullMarked;
