package dev.scar.sim;

import dev.scar.plan.Stage;
import java.util.List;
import java.util.Optional;

/** A stage compiled for the simulator: what its chiplet does for every mini-batch. */
public record StageProgram(
    Stage stage, Optional<FlowProgram> load, List<FlowProgram> sends, Optional<FlowProgram> store) {
  public StageProgram {
    sends = List.copyOf(sends);
  }
}
