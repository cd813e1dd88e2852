/** One person across sectors; the areas of the site show it with their own users' rights. */
@NullMarked
package dk.samsyn.broker.portal.patient;

import org.jspecify.annotations.NullMarked;
