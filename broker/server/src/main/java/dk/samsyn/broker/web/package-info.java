/** The HTTP door: Vert.x routers under /api. It translates and decides nothing. */
@NullMarked
package dk.samsyn.broker.web;

import org.jspecify.annotations.NullMarked;
