package dev.scar.cli;

import dev.scar.cost.MaestroCostModel;
import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.WeightPolicy;
import dev.scar.search.Objective;
import dev.scar.search.ScarScheduler;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.workload.Scenario;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Options of commands that search for a schedule. */
final class SearchSettings {
  @Parameters(
      arity = "0..1",
      paramLabel = "SCENARIO",
      defaultValue = "sc4",
      description = "A scenario of workloads/ by name, or a file (default: ${DEFAULT-VALUE}).")
  String scenario = "sc4";

  @Option(
      names = "--topology",
      paramLabel = "TOPOLOGY",
      description = "A package of topologies/ by name, or a file (default: the scenario's).")
  @Nullable String topology;

  @Option(
      names = "--objective",
      paramLabel = "latency|energy|edp",
      defaultValue = "edp",
      description = "What to minimise (default: ${DEFAULT-VALUE}).")
  Objective objective = Objective.EDP;

  @Option(
      names = "--splits",
      paramLabel = "N",
      defaultValue = "4",
      converter = SplitsConverter.class,
      description =
          "Largest number of cuts into time windows, 0 to 1000; all up to it are tried (default: ${DEFAULT-VALUE}).")
  int splits;

  @Option(
      names = "--packing",
      paramLabel = "greedy|uniform",
      defaultValue = "greedy",
      description = "How layers are assigned to windows (default: ${DEFAULT-VALUE}).")
  SearchOptions.Packing packing = SearchOptions.Packing.GREEDY;

  @Option(
      names = "--weights",
      paramLabel = "auto|resident|streamed",
      defaultValue = "auto",
      description = "When weights are loaded (default: ${DEFAULT-VALUE}).")
  WeightPolicy weights = WeightPolicy.AUTO;

  @Option(
      names = "--mini-batch",
      paramLabel = "N",
      description =
          "Samples per mini-batch of every model (default: the most that L2 allows). Small ones pipeline, large ones load streamed weights less often.")
  @Nullable Integer miniBatch;

  private Map<String, Integer> miniBatches(Scenario of) {
    Map<String, Integer> chosen = new LinkedHashMap<>();
    if (miniBatch != null) {
      of.models().forEach(m -> chosen.put(m.id(), miniBatch));
    }
    return chosen;
  }

  private SearchOptions options(Scenario of) {
    return new SearchOptions(
        objective,
        splits,
        packing,
        SearchOptions.DEFAULT.pathsPerModel(),
        new ExecutionPolicy(weights, miniBatches(of)));
  }

  /** What is to be scheduled where, read from files. */
  record Problem(Scenario scenario, ChipletPackage chipletPackage) {}

  Problem read(Inputs inputs) {
    if (miniBatch != null && miniBatch < 1) {
      throw new InputException(
          new InputProblem(
              "--mini-batch", "", String.valueOf(miniBatch), "must be at least 1", ""));
    }
    Scenario read = inputs.scenario(scenario);
    return new Problem(read, inputs.topology(topology == null ? read.defaultPackage() : topology));
  }

  SearchResult search(Problem problem, MaestroCostModel costs, Progress progress) {
    SearchResult result =
        new ScarScheduler(
                costs,
                (tried, window, windows) ->
                    progress.show(
                        "search: " + tried + " splits, window " + (window + 1) + " of " + windows))
            .schedule(problem.scenario(), problem.chipletPackage(), options(problem.scenario()));
    progress.clear();
    return result;
  }

  /** Where a result came from, for its summary. */
  Map<String, String> inputs(Problem problem, CommonOptions common) {
    Map<String, String> made = new LinkedHashMap<>();
    made.put("version", Version.current());
    made.put("scenario", problem.scenario().name());
    made.put("layerLists", problem.scenario().shapes());
    made.put("topology", problem.chipletPackage().name());
    made.put("objective", objective.name().toLowerCase(Locale.ROOT));
    made.put("splits", String.valueOf(splits));
    made.put("packing", packing.name().toLowerCase(Locale.ROOT));
    made.put("weights", weights.name().toLowerCase(Locale.ROOT));
    made.put("miniBatch", miniBatch == null ? "auto" : String.valueOf(miniBatch));
    made.put("seed", String.valueOf(common.seed));
    return made;
  }

  static final class SplitsConverter implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) > 1000) {
        throw new TypeConversionException("(" + text + ") is not a whole number from 0 to 1000");
      }
      return Integer.valueOf(text);
    }
  }
}
