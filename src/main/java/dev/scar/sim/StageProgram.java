package dev.scar.sim;

import dev.scar.plan.Stage;
import dev.scar.plan.StoredInput;
import java.util.List;
import java.util.Optional;

/**
 * A stage compiled for the simulator: what its chiplet does for every mini-batch.
 *
 * @param stored stages of earlier windows whose stores it waits for; empty with the barrier between
 *     windows
 */
public record StageProgram(
    Stage stage,
    Optional<FlowProgram> load,
    List<FlowProgram> sends,
    Optional<FlowProgram> store,
    List<StoredInput> stored) {
  public StageProgram {
    sends = List.copyOf(sends);
    stored = List.copyOf(stored);
  }
}
