package dev.scar.report;

import dev.scar.files.InputFile;
import dev.scar.files.InputProblems;
import dev.scar.files.JsonFileReader;
import dev.scar.files.NodeReader;
import dev.scar.report.Figure.Unit;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code summary.json} of a run back, for comparing runs. */
public final class SummaryReader {
  private static final int MOST_WINDOWS = 1_000_000;

  private final JsonFileReader json = new JsonFileReader("summary");

  /**
   * A run that was read.
   *
   * @param inputs where it came from
   * @param figures its numbers
   * @param makespan what its simulated latency consists of, if that is known
   */
  public record Summary(
      Map<String, String> inputs, List<Figure> figures, Optional<Makespan> makespan) {
    public Summary {
      figures = List.copyOf(figures);
    }
  }

  /**
   * Reads a summary.
   *
   * @throws dev.scar.files.InputException if it is none
   */
  public Summary read(InputFile file) {
    InputProblems problems = new InputProblems();
    NodeReader root = json.read(file, problems);
    problems.throwIfAny();
    List<Figure> figures = new ArrayList<>();
    long predicted = root.at("predictedPs").whole();
    long simulated = root.at("simulatedPs").whole();
    NodeReader simulatedEnergy = root.at("simulatedEnergyJ");
    double energy =
        simulatedEnergy.isPresent()
            ? simulatedEnergy.number()
            : root.at("energyJ").at("total").number();
    figures.add(Figure.of("run", "latency", "predicted_ps", predicted, Unit.TIME));
    figures.add(Figure.of("run", "latency", "simulated_ps", simulated, Unit.TIME));
    figures.add(Figure.of("run", "latency", "delta_ps", simulated - predicted, Unit.TIME));
    for (String part : List.of("compute", "nop", "dram", "total")) {
      double joule = root.at("energyJ").at(part).number();
      figures.add(Figure.of("run", "energy", part + "_j", joule, Unit.ENERGY));
    }
    figures.add(Figure.of("run", "edp", "simulated_js", energy * simulated * 1e-12, Unit.NUMBER));
    Optional<Makespan> makespan = makespan(root.at("lateness"));
    makespan.ifPresent(known -> figures.addAll(known.figures()));
    windows(root, root.at("inputs").at("barrier").textOr("").equals("none"), figures);
    resources(root, figures);
    Map<String, String> inputs = new LinkedHashMap<>();
    for (String key : root.at("inputs").keys()) {
      inputs.put(key, root.at("inputs").at(key).text());
    }
    problems.throwIfAny();
    return new Summary(inputs, figures, makespan);
  }

  /** Runs of earlier versions, and those without a log, do not know. */
  private static Optional<Makespan> makespan(NodeReader lateness) {
    if (!lateness.isPresent() || lateness.at("otherwisePs").keys().isEmpty()) {
      return Optional.empty();
    }
    Map<String, Long> kinds = new LinkedHashMap<>();
    for (String kind : lateness.at("otherwisePs").keys()) {
      kinds.put(kind, lateness.at("otherwisePs").at(kind).whole());
    }
    long waits = Math.addExact(lateness.at("deltaPs").whole(), lateness.at("slackPs").whole());
    if (waits > 0) {
      kinds.put(Makespan.WAITS, waits);
    }
    return Optional.of(new Makespan(kinds));
  }

  private static void windows(NodeReader root, boolean overlap, List<Figure> figures) {
    List<Figure> models = new ArrayList<>();
    Map<String, Long> totals = new LinkedHashMap<>();
    for (NodeReader window : root.at("windows").items()) {
      String name = "W" + window.at("index").count(0, MOST_WINDOWS);
      for (String what : List.of("predictedPs", "simulatedPs")) {
        long ps = window.at(what).whole();
        String column = what.equals("predictedPs") ? "predicted_ps" : "simulated_ps";
        figures.add(Figure.of("window", name, column, ps, Unit.TIME));
      }
      for (NodeReader model : window.at("models").items()) {
        totals.merge(model.at("model").text(), model.at("simulatedPs").whole(), Long::sum);
      }
    }
    if (!overlap) {
      totals.forEach(
          (model, ps) ->
              models.add(Figure.of("model", model, "simulated_in_windows_ps", ps, Unit.TIME)));
    }
    figures.addAll(models);
  }

  private static void resources(NodeReader root, List<Figure> figures) {
    for (NodeReader resource : root.at("resources").items()) {
      String name = resource.at("name").text();
      double share = resource.at("utilisation").number();
      BigInteger wait = resource.at("transferWaitPs").sum();
      if (share > 0) {
        figures.add(Figure.of("resource", name, "utilisation", share, Unit.SHARE));
        figures.add(Figure.of("resource", name, "transfers_waited_ps", wait, Unit.TIME));
      }
    }
  }
}
