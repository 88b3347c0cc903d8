package dev.scar.cli;

import dev.scar.refine.SimulatedSearch;
import dev.scar.run.RunOptions;
import dev.scar.schedule.Schedule;
import dev.scar.search.ScheduleSearch;
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

  /** What says how good a schedule is. */
  enum ObjectiveBy {
    PREDICTED,
    SIMULATED
  }

  @Idle(beside = "--contention-aware")
  @Option(
      names = "--objective-by",
      paramLabel = "predicted|simulated",
      description =
          "What scores schedules: the prediction, or in the last phase of the search a replay of each (default: ${DEFAULT-VALUE}).")
  ObjectiveBy objectiveBy = ObjectiveBy.PREDICTED;

  /** Of replays in the search; commands that have replays of their own set it. */
  long packetBytes = RunOptions.DEFAULT.packetBytes();

  /**
   * What was given, for a problem.
   *
   * @param barrier whether windows end with one
   * @param simulated whether simulation is asked for elsewhere
   */
  ScheduleSearch of(
      SearchSettings.Problem problem, MiniBatch miniBatch, boolean barrier, boolean simulated) {
    objectiveBy = simulated ? ObjectiveBy.SIMULATED : objectiveBy;
    int samples = miniBatch.forAnnealing();
    List<Schedule> starts =
        problem.starts().stream().filter(known -> !known.sharesChiplets()).toList();
    AnnealingSearch annealing =
        new AnnealingSearch(effort, samples, problem.fixed(), starts, barrier);
    return objectiveBy == ObjectiveBy.PREDICTED
        ? annealing
        : SimulatedSearch.after(annealing, packetBytes);
  }

  /** What was given, for the record. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("effort", effort.label());
    texts.put("fixed", String.join(", ", fixes));
    texts.put("start", start == null ? "none" : start.toString());
    if (objectiveBy == ObjectiveBy.SIMULATED) {
      texts.put("objectiveBy", "simulated");
    }
    return texts;
  }
}
