@NullMarked
package dk.samsyn.adapter.files;

import org.jspecify.annotations.NullMarked;
