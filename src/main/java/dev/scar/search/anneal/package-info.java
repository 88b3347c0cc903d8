/** The whole-schedule optimiser. */
@NullMarked
package dev.scar.search.anneal;

import org.jspecify.annotations.NullMarked;
