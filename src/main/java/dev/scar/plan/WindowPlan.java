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

  /**
   * Whether L2 has room for all mini-batches of several samples, or what it has no room for is
   * {@linkplain Stage#spill spilled}. Single samples are always let in.
   */
  public boolean isHeld() {
    return stages.stream()
        .allMatch(s -> s.overflowBytes() == 0 || s.miniBatch() == 1 || s.spill().isPresent());
  }

  /** Whether some chiplet has several stages, one after another. */
  public boolean sharesChiplets() {
    return Turns.areTaken(stages);
  }

  /** How many stages of its chiplet come before a stage. */
  public int turn(Stage stage) {
    int turn = 0;
    for (Stage other : stages) {
      boolean before = other.segment().order() < stage.segment().order();
      turn += before && other.chiplet() == stage.chiplet() ? 1 : 0;
    }
    return turn;
  }

  /**
   * Stages whose times can be worked out together, each group after those that it waits for: the
   * {@linkplain #pipelines pipelines}, or single stages where one runs into another: on a chiplet
   * that they share, or by weights for a later window, which a stage looks ahead to its last
   * mini-batch for.
   */
  public List<List<Stage>> groups() {
    boolean single = sharesChiplets() || flows.stream().anyMatch(f -> f.windowsLater() > 0);
    return single ? Turns.ordered(stages).stream().map(List::of).toList() : pipelines();
  }

  /** The stages of each model that has some here, in order. */
  public List<List<Stage>> pipelines() {
    Map<Integer, List<Stage>> byModel = new TreeMap<>();
    stages.forEach(s -> byModel.computeIfAbsent(s.model(), m -> new ArrayList<>()).add(s));
    return List.copyOf(byModel.values());
  }
}
