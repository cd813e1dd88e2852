/**
 * What data stewards do with policies: submit, approve, activate and roll back sets; run their cases; compare, explain and look as
 * somebody else. It stands above the pipeline and below the doors, and its results are plain values.
 */
@NullMarked
package dk.samsyn.broker.steward;

import org.jspecify.annotations.NullMarked;
