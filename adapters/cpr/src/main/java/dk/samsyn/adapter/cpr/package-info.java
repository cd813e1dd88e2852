/**
 * The CPR register with general practice enrolment (Sikrede): one citizen live, everybody from nightly lists. Kind {@code cpr}.
 */
@NullMarked
package dk.samsyn.adapter.cpr;

import org.jspecify.annotations.NullMarked;
