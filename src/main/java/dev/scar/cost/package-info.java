/** How long and how much energy one layer takes on one chiplet. */
@NullMarked
package dev.scar.cost;

import org.jspecify.annotations.NullMarked;
