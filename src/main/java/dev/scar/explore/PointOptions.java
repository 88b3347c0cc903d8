package dev.scar.explore;

import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.L2Overflow;
import dev.scar.schedule.WeightPolicy;
import dev.scar.search.ExpressionObjective;
import dev.scar.search.MiniBatches;
import dev.scar.search.Objective;
import dev.scar.search.Objectives;
import dev.scar.search.ScarSearch;
import dev.scar.search.SearchOptions;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.search.anneal.Effort;
import dev.scar.sim.ReplayOptions;
import dev.scar.study.PackageExperiment;
import dev.scar.units.Quantity;
import dev.scar.units.UnitException;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a point is searched and replayed: the options of {@code scar run}, by the same words. */
final class PointOptions {
  private final Map<String, String> texts;

  /** By field, as text. */
  PointOptions(Map<String, String> texts) {
    this.texts = texts;
  }

  /**
   * The question.
   *
   * @throws dev.scar.files.InputException for the first option that is unfit
   */
  PackageExperiment experiment(Scenario scenario, ChipletPackage made) {
    String search = texts.getOrDefault(Settings.SEARCH, AnnealingSearch.DEFAULT.label());
    ExecutionPolicy execution = execution(made);
    int miniBatch = miniBatch(scenario);
    SearchOptions options =
        SearchOptions.DEFAULT
            .objective(objective())
            .seed(whole(Settings.SEED, SearchOptions.DEFAULT.seed()));
    if (search.equals(ScarSearch.DEFAULT.label())) {
      refuseBesidePaper(miniBatch);
      options =
          options
              .search(ScarSearch.DEFAULT)
              .execution(
                  miniBatch > 0 ? MiniBatches.of(scenario, execution, miniBatch) : execution);
    } else if (search.equals(AnnealingSearch.DEFAULT.label())) {
      options =
          options
              .search(new AnnealingSearch(effort(), miniBatch, List.of(), List.of(), barrier()))
              .execution(execution);
    } else {
      throw PointReader.refused(Settings.SEARCH, search, "is not anneal or paper", "");
    }
    return new PackageExperiment(scenario, made, options, packetBytes(), barrier());
  }

  /** As {@code scar run} has it: on packages as they are built, overlapped. */
  private ExecutionPolicy execution(ChipletPackage made) {
    ExecutionPolicy usual = ExecutionPolicy.DEFAULT;
    return new ExecutionPolicy(
        choice(Settings.WEIGHTS, WeightPolicy.values(), usual.weights()),
        Map.of(),
        choice(Settings.EXECUTION, Execution.values(), Execution.usual(made)),
        choice(Settings.L2_OVERFLOW, L2Overflow.values(), usual.l2Overflow()));
  }

  private void refuseBesidePaper(int miniBatch) {
    if (texts.containsKey(Settings.EFFORT)) {
      throw PointReader.refused(
          Settings.EFFORT, texts.get(Settings.EFFORT), "is an option of the search anneal", "");
    }
    if (texts.containsKey(Settings.MINI_BATCH) && miniBatch == AnnealingSearch.FREE) {
      throw PointReader.refused(
          Settings.MINI_BATCH, "best", "is many searches with the search paper", "Write a number.");
    }
  }

  private Objective objective() {
    String text = texts.getOrDefault(Settings.OBJECTIVE, Objectives.EDP.label());
    try {
      return Objectives.named(text)
          .map(Objective.class::cast)
          .orElseGet(() -> ExpressionObjective.parse(text));
    } catch (IllegalArgumentException e) {
      throw PointReader.refused(Settings.OBJECTIVE, "", String.valueOf(e.getMessage()), "");
    }
  }

  private Effort effort() {
    try {
      return Effort.parse(texts.getOrDefault(Settings.EFFORT, Effort.DEFAULT.label()));
    } catch (IllegalArgumentException e) {
      throw PointReader.refused(Settings.EFFORT, "", String.valueOf(e.getMessage()), "");
    }
  }

  private int miniBatch(Scenario scenario) {
    String text = texts.getOrDefault(Settings.MINI_BATCH, "best");
    if (text.equals("best")) {
      return AnnealingSearch.FREE;
    }
    if (text.equals("auto")) {
      return AnnealingSearch.MOST_THAT_FITS;
    }
    int largest = scenario.models().stream().mapToInt(ScenarioModel::batch).max().orElseThrow();
    long samples = whole(Settings.MINI_BATCH, 1);
    if (samples < 1 || samples > largest) {
      throw PointReader.refused(
          Settings.MINI_BATCH,
          text,
          "is not best, auto or 1 to " + largest + ", the largest batch of " + scenario.name(),
          "");
    }
    return (int) samples;
  }

  private long whole(String field, long usual) {
    String text = texts.getOrDefault(field, String.valueOf(usual));
    if (!text.matches("[0-9]{1,18}")) {
      throw PointReader.refused(field, text, "is not a whole number", "");
    }
    return Long.parseLong(text);
  }

  private long packetBytes() {
    String text = texts.get(Settings.PACKET);
    try {
      long bytes =
          text == null ? ReplayOptions.DEFAULT.packetBytes() : Quantity.SIZE.parseLong(text);
      if (bytes < 1) {
        throw PointReader.refused(Settings.PACKET, "", "is less than a byte", "");
      }
      return bytes;
    } catch (UnitException e) {
      throw PointReader.refused(Settings.PACKET, String.valueOf(text), e.reason(), e.advice());
    }
  }

  private boolean barrier() {
    String text = texts.getOrDefault(Settings.BARRIER, "true");
    if (!List.of("true", "false").contains(text)) {
      throw PointReader.refused(Settings.BARRIER, text, "is not true or false", "");
    }
    return Boolean.parseBoolean(text);
  }

  private <E extends Enum<E>> E choice(String field, E[] values, E usual) {
    String text = texts.get(field);
    if (text == null) {
      return usual;
    }
    for (E value : values) {
      if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
        return value;
      }
    }
    String words = List.of(values).toString().toLowerCase(Locale.ROOT);
    throw PointReader.refused(field, text, "is not one of " + words, "");
  }
}
