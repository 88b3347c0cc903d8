package dev.scar.cli;

import dev.scar.search.EvolutionOptions;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of the evolutionary search. */
final class EvolutionSettings {
  /** The names of these options. */
  static final Set<String> NAMES =
      Set.copyOf(CommandSpec.forAnnotatedObject(new EvolutionSettings()).optionsMap().keySet());

  @Range(least = 2, most = EvolutionOptions.MOST)
  @Option(
      names = "--population",
      paramLabel = "N",
      description = "Evolutionary search: individuals of a generation (default: ${DEFAULT-VALUE}).")
  int population = EvolutionOptions.DEFAULT.population();

  @Range(least = 0, most = EvolutionOptions.MOST)
  @Option(
      names = "--generations",
      paramLabel = "N",
      description = "Evolutionary search: generations (default: ${DEFAULT-VALUE}).")
  int generations = EvolutionOptions.DEFAULT.generations();

  @Range(least = 0, most = EvolutionOptions.MOST)
  @Option(
      names = "--improvements",
      paramLabel = "N",
      description =
          "Evolutionary search: rounds of local improvement for each model of a window; 0 for none (default: ${DEFAULT-VALUE}).")
  int improvements = EvolutionOptions.DEFAULT.rounds();

  EvolutionOptions options() {
    return new EvolutionOptions(population, generations, improvements);
  }
}
