package dev.scar.sim;

import dev.scar.plan.Stage;
import dev.scar.plan.Step;
import dev.scar.plan.StoredInput;
import java.util.List;

/**
 * A stage compiled for the simulator.
 *
 * @param flows those of its window, by ordinal
 * @param stored stages of earlier windows whose stores it waits for; empty with the barrier between
 *     windows
 */
public record StageProgram(Stage stage, List<FlowProgram> flows, List<StoredInput> stored) {
  public StageProgram {
    flows = List.copyOf(flows);
    stored = List.copyOf(stored);
  }

  FlowProgram flow(Step.Move move) {
    return flows.get(move.flow().ordinal());
  }
}
