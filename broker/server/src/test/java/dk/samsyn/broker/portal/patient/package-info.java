@NullMarked
package dk.samsyn.broker.portal.patient;

import org.jspecify.annotations.NullMarked;
