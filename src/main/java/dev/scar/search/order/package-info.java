/**
 * Schedules whose chiplets take several segments in turn ({@code search.md#order}).
 *
 * <p>Another search finds schedules with one segment a chiplet and window. They are joined, window
 * with window, and then changed a little many times: a segment goes to another place in the queues
 * of chiplets, is cut elsewhere, split, or joined with the next one. Start at {@link
 * dev.scar.search.order.OrderedSearch}.
 */
@NullMarked
package dev.scar.search.order;

import org.jspecify.annotations.NullMarked;
