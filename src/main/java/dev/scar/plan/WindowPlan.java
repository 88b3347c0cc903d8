package dev.scar.plan;

import java.util.List;

/**
 * What is to be done in one window.
 *
 * @param stages by model and layer; a stage's inputs come from stages before it
 * @param flows by ordinal
 */
public record WindowPlan(int index, List<Stage> stages, List<Flow> flows) {
  public WindowPlan {
    stages = List.copyOf(stages);
    flows = List.copyOf(flows);
  }
}
