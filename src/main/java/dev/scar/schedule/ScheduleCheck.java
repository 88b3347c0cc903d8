package dev.scar.schedule;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Theorems 1 and 2, layer order and chiplets; collects every problem. */
final class ScheduleCheck {
  private final Scenario scenario;
  private final ChipletPackage chipletPackage;
  private final ExecutionPolicy policy;
  private final List<ScheduleException.Problem> problems = new ArrayList<>();

  ScheduleCheck(Scenario scenario, ChipletPackage chipletPackage, ExecutionPolicy policy) {
    this.scenario = scenario;
    this.chipletPackage = chipletPackage;
    this.policy = policy;
  }

  List<ScheduleException.Problem> problems(List<Window> windows) {
    checkMiniBatch("miniBatch", policy.miniBatch());
    int[] nextLayer = new int[scenario.models().size()];
    for (int w = 0; w < windows.size(); w++) {
      checkWindow(w, windows.get(w), nextLayer);
    }
    for (int m = 0; m < nextLayer.length; m++) {
      ScenarioModel model = scenario.models().get(m);
      if (nextLayer[m] < model.model().layers().size()) {
        report(
            "windows",
            "layer " + layerName(m, nextLayer[m]) + " and all after it are in no segment",
            "Add segments for the remaining "
                + (model.model().layers().size() - nextLayer[m])
                + " layers of "
                + model.id()
                + ".");
      }
    }
    return problems;
  }

  private void checkMiniBatch(String path, Map<String, Integer> miniBatch) {
    miniBatch.forEach(
        (id, samples) -> {
          Optional<ScenarioModel> model =
              scenario.models().stream().filter(m -> m.id().equals(id)).findFirst();
          if (model.isEmpty()) {
            report(
                path,
                "(" + id + ") is not a model of scenario " + scenario.name(),
                "Models: " + modelIds() + ".");
          } else if (samples > model.get().batch()) {
            report(
                path + "." + id,
                "(" + samples + ") is more than the batch of " + model.get().batch(),
                "Write " + model.get().batch() + " for the whole batch at once.");
          }
        });
  }

  private void checkWindow(int w, Window window, int[] nextLayer) {
    if (window.segments().isEmpty()) {
      report("windows[" + w + "]", "has no segments", "Remove the window.");
    }
    checkMiniBatch("windows[" + w + "].miniBatch", window.miniBatch());
    Map<Turn, Integer> segmentAt = new HashMap<>();
    int sound = problems.size();
    for (int s = 0; s < window.segments().size(); s++) {
      Segment segment = window.segments().get(s);
      String path = "windows[" + w + "].segments[" + s + "]";
      if (segment.model() < 0 || segment.model() >= nextLayer.length) {
        report(
            path,
            "names model " + segment.model() + ", which does not exist",
            "Models: " + modelIds() + ".");
        continue;
      }
      checkChiplet(path, segment, segmentAt.put(new Turn(segment.chiplet(), segment.order()), s));
      checkLayers(path, segment, nextLayer);
    }
    String cycle =
        window.sharesChiplets() && problems.size() == sound ? WaitCycles.of(scenario, window) : "";
    if (!cycle.isEmpty()) {
      report(
          "windows[" + w + "]",
          "has segments that wait for each other: " + cycle,
          "Change an order, or give one of them another chiplet or window.");
    }
  }

  /** A place among the segments of a window. */
  private record Turn(int chiplet, int order) {}

  private void checkChiplet(String path, Segment segment, @Nullable Integer other) {
    boolean known = segment.chiplet() >= 0 && segment.chiplet() < chipletPackage.nop().nodeCount();
    if (!known || chipletPackage.chipletAt(segment.chiplet()).isEmpty()) {
      report(
          path,
          "chiplet " + segment.chiplet() + " does not exist on " + chipletPackage.name(),
          "Chiplets: "
              + chipletPackage.chiplets().stream().map(c -> String.valueOf(c.node())).toList()
              + ".");
    } else if (!chipletPackage.chipletAt(segment.chiplet()).map(Chiplet::enabled).orElse(false)) {
      report(path, "chiplet " + segment.chiplet() + " is disabled", "Choose an enabled chiplet.");
    }
    if (other != null) {
      report(
          path,
          "chiplet "
              + segment.chiplet()
              + " already has segment "
              + other
              + (segment.order() == 0 ? " in this window" : " of order " + segment.order()),
          "Give each an order of its own, or choose another chiplet or window.");
    }
  }

  private void checkLayers(String path, Segment segment, int[] nextLayer) {
    int m = segment.model();
    int layers = scenario.models().get(m).model().layers().size();
    if (segment.endLayer() > layers) {
      report(
          path,
          "ends after the last layer of " + scenario.models().get(m).id(),
          "It has " + layers + " layers.");
      return;
    }
    if (segment.firstLayer() > nextLayer[m]) {
      report(
          path,
          "starts at layer "
              + layerName(m, segment.firstLayer())
              + ", but "
              + layerName(m, nextLayer[m])
              + " has not been computed",
          "A model's segments take its layers in order, without gaps.");
    } else if (segment.firstLayer() < nextLayer[m]) {
      report(
          path,
          "starts at layer "
              + layerName(m, segment.firstLayer())
              + ", which an earlier segment has computed",
          nextLayer[m] < layers
              ? "The next layer is " + layerName(m, nextLayer[m]) + "."
              : "All layers are already computed.");
    }
    nextLayer[m] = Math.max(nextLayer[m], segment.endLayer());
  }

  private String layerName(int model, int layer) {
    return scenario.models().get(model).model().layer(layer).name()
        + " ("
        + layer
        + ") of "
        + scenario.models().get(model).id();
  }

  private String modelIds() {
    return String.join(", ", scenario.models().stream().map(ScenarioModel::id).toList());
  }

  private void report(String path, String message, String advice) {
    problems.add(new ScheduleException.Problem(path, message, advice));
  }
}
