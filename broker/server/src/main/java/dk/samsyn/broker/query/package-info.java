/** The pipeline and the planner: the only package that imports Calcite's planner. */
@NullMarked
package dk.samsyn.broker.query;

import org.jspecify.annotations.NullMarked;
