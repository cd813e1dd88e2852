/** Pages of the citizen: the own record, who has looked, blocks and consents. */
@NullMarked
package dk.samsyn.broker.portal.citizen;

import org.jspecify.annotations.NullMarked;
