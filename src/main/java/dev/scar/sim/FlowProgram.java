package dev.scar.sim;

import dev.scar.plan.Flow;
import java.util.List;

/**
 * A flow compiled for the simulator.
 *
 * @param window its window
 * @param producer ordinal of the chiplet component that performs it
 * @param consumer ordinal of the chiplet component that receives a send; −1 for loads and stores
 * @param consumerSlot which of the consumer's inputs it is
 * @param readers ordinals of the chiplet components that wait for this store, ascending; empty with
 *     the barrier between windows
 */
public record FlowProgram(
    int window,
    Flow flow,
    SimPath path,
    int producer,
    int consumer,
    int consumerSlot,
    List<Integer> readers)
    implements Culprit {
  public FlowProgram {
    readers = List.copyOf(readers);
  }

  /** Whether the arrival matters to a stage on this chiplet, other than to the producing one. */
  boolean isInputOf(int chiplet) {
    return consumer == chiplet || (!readers.isEmpty() && readers.contains(chiplet));
  }
}
