package dev.scar.cli;

import dev.scar.schedule.ExecutionPolicy;
import dev.scar.search.MiniBatches;
import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Samples per mini-batch.
 *
 * @param label as written
 * @param samples 0 if they are not given by a number
 */
record MiniBatch(String label, int samples) {
  private static final String OPTION = "--mini-batch";
  static final MiniBatch AUTO = new MiniBatch("auto", 0);
  static final MiniBatch BEST = new MiniBatch("best", 0);

  /** As the annealing search has it. */
  int forAnnealing() {
    return equals(AUTO) ? AnnealingSearch.MOST_THAT_FITS : samples;
  }

  /** How schedules of a scenario are executed, if otherwise they are as usual. */
  ExecutionPolicy under(ExecutionPolicy usual, Scenario of) {
    return samples > 0 ? MiniBatches.of(of, usual, samples) : usual;
  }

  private boolean isNumber() {
    return !equals(AUTO) && !equals(BEST);
  }

  /** Refuses what no batch allows. */
  void check() {
    if (isNumber() && samples < 1) {
      throw Values.refused(OPTION, label, "must be at least 1", "");
    }
  }

  /** Refuses more than the largest batch of a scenario. */
  void check(Scenario of) {
    int largest = of.models().stream().mapToInt(ScenarioModel::batch).max().orElseThrow();
    if (samples > largest) {
      throw Values.refused(
          OPTION,
          label,
          "is more than the largest batch of " + of.name() + ", which is " + largest,
          "Write " + largest + " for whole batches at once.");
    }
  }

  @Override
  public String toString() {
    return label;
  }

  /** A number of samples, or how to choose it. */
  static final class Converter implements ITypeConverter<MiniBatch> {
    @Override
    public MiniBatch convert(String text) {
      for (MiniBatch known : List.of(AUTO, BEST)) {
        if (known.label().equalsIgnoreCase(text)) {
          return known;
        }
      }
      if (!text.matches("-?[0-9]{1,9}")) {
        throw new TypeConversionException("(" + text + ") is not auto, best or a whole number");
      }
      return new MiniBatch(text, Integer.parseInt(text));
    }
  }
}
