@NullMarked
package dk.samsyn.broker.web;

import org.jspecify.annotations.NullMarked;
