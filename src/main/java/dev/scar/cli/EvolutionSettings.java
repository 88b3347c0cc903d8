package dev.scar.cli;

import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import dev.scar.search.EvolutionOptions;
import picocli.CommandLine.Option;

/** Options of the evolutionary search. */
final class EvolutionSettings {
  @Option(
      names = "--population",
      paramLabel = "N",
      description = "Evolutionary search: individuals of a generation (default: ${DEFAULT-VALUE}).")
  int population = EvolutionOptions.DEFAULT.population();

  @Option(
      names = "--generations",
      paramLabel = "N",
      description = "Evolutionary search: generations (default: ${DEFAULT-VALUE}).")
  int generations = EvolutionOptions.DEFAULT.generations();

  @Option(
      names = "--improvements",
      paramLabel = "N",
      description =
          "Evolutionary search: rounds of local improvement for each model of a window; 0 for none (default: ${DEFAULT-VALUE}).")
  int improvements = EvolutionOptions.DEFAULT.rounds();

  EvolutionOptions options() {
    return new EvolutionOptions(
        inRange("--population", population, 2),
        inRange("--generations", generations, 0),
        inRange("--improvements", improvements, 0));
  }

  private static int inRange(String option, int value, int least) {
    if (value < least || value > EvolutionOptions.MOST) {
      throw new InputException(
          new InputProblem(
              option,
              "",
              String.valueOf(value),
              "must be " + least + " to " + EvolutionOptions.MOST,
              ""));
    }
    return value;
  }
}
