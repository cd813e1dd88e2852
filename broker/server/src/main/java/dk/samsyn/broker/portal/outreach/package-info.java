/** Requests of planners that the responsible doctors contact a group: its definition, and where requests and answers are kept. */
@NullMarked
package dk.samsyn.broker.portal.outreach;

import org.jspecify.annotations.NullMarked;
