/** Pages of general practice: the practice's own population, one patient, searches, recall and corrections. */
@NullMarked
package dk.samsyn.broker.portal.practice;

import org.jspecify.annotations.NullMarked;
