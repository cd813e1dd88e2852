@NullMarked
package dk.samsyn.adapter.nexus;

import org.jspecify.annotations.NullMarked;
