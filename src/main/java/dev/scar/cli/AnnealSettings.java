package dev.scar.cli;

import dev.scar.search.anneal.AnnealingSearch;
import dev.scar.search.anneal.Effort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of the annealing search. */
final class AnnealSettings {
  /** The names of these options. */
  static final Set<String> NAMES =
      Set.copyOf(CommandSpec.forAnnotatedObject(new AnnealSettings()).optionsMap().keySet());

  @Option(
      names = "--effort",
      paramLabel = "quick|default|high|N",
      converter = SearchConverters.EffortConverter.class,
      description =
          "How many moves the annealing makes; more effort begins with the same moves (default: ${DEFAULT-VALUE}).")
  Effort effort = Effort.DEFAULT;

  @Option(
      names = "--start",
      paramLabel = "FILE",
      description =
          "A schedule to improve; the result is never worse. Scenario and package are the file's where none is named.")
  @Nullable Path start;

  @Option(
      names = "--fix",
      paramLabel = "MODEL:FROM-TO=CHIPLET",
      description =
          "Layers, the last one included, that run on this chiplet in whatever windows; may be repeated.")
  List<String> fixes = new ArrayList<>();

  /**
   * What was given, for a problem.
   *
   * @param barrier whether windows end with one
   */
  AnnealingSearch of(SearchSettings.Problem problem, MiniBatch miniBatch, boolean barrier) {
    return new AnnealingSearch(
        effort, miniBatch.forAnnealing(), problem.fixed(), problem.starts(), barrier);
  }

  /** What was given, for the record. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("effort", effort.label());
    texts.put("fixed", String.join(", ", fixes));
    texts.put("start", start == null ? "none" : start.toString());
    return texts;
  }
}
