@NullMarked
package dk.samsyn.broker.portal.practice;

import org.jspecify.annotations.NullMarked;
