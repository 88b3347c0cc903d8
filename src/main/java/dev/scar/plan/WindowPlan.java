package dev.scar.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

  /** The stages of each model that has some here, in order. */
  public List<List<Stage>> pipelines() {
    Map<Integer, List<Stage>> byModel = new TreeMap<>();
    stages.forEach(s -> byModel.computeIfAbsent(s.model(), m -> new ArrayList<>()).add(s));
    return List.copyOf(byModel.values());
  }
}
