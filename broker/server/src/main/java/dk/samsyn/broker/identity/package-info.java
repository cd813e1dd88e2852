/** Who is at the door: passwords and tokens checked by Shiro, and the purpose a session is opened for. */
@NullMarked
package dk.samsyn.broker.identity;

import org.jspecify.annotations.NullMarked;
