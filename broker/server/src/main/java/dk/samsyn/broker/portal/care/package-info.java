/** Pages of those who care for people outside general practice: hospital, home nurse, health visitor. */
@NullMarked
package dk.samsyn.broker.portal.care;

import org.jspecify.annotations.NullMarked;
