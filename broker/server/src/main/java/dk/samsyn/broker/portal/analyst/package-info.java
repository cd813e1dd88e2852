/** Pages for those who write SQL: editor, schema, plan, history, saved statements, files. */
@NullMarked
package dk.samsyn.broker.portal.analyst;

import org.jspecify.annotations.NullMarked;
