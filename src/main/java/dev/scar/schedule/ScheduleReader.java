package dev.scar.schedule;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.files.InputProblems;
import dev.scar.files.JsonFileReader;
import dev.scar.files.NodeReader;
import dev.scar.files.Spelling;
import dev.scar.hardware.ChipletPackage;
import dev.scar.workload.Model;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads schedule files, hand-written ones included.
 *
 * <p>A segment names its model and its first and last layer. Layers may be named or numbered from
 * 0.
 */
public final class ScheduleReader {
  /** What the first line of a schedule file says. */
  public static final String FORMAT = "scar-schedule-1";

  private final JsonFileReader json = new JsonFileReader("schedule");
  private final Resolver resolver;

  /** Finds what a schedule file refers to. */
  public interface Resolver {
    /** The scenario that this text names; throws {@link InputException} if it cannot be read. */
    Scenario scenario(NodeReader name);

    /** The package that this text names; throws {@link InputException} if it cannot be read. */
    ChipletPackage chipletPackage(NodeReader name);
  }

  public ScheduleReader(Resolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Reads and checks.
   *
   * @throws InputException with everything that is wrong
   */
  public Schedule read(InputFile file) {
    InputProblems problems = new InputProblems();
    NodeReader root = json.read(file, problems);
    problems.throwIfAny();
    Scenario scenario = resolver.scenario(root.at("scenario"));
    ChipletPackage chipletPackage = resolver.chipletPackage(root.at("topology"));
    problems.throwIfAny();
    ExecutionPolicy policy = policy(root);
    Map<Integer, LayerNumbers> known = new TreeMap<>();
    List<Window> windows = new ArrayList<>();
    for (NodeReader window : root.at("windows").items()) {
      windows.add(new Window(segments(window, scenario, known), miniBatch(window)));
    }
    problems.throwIfAny();
    try {
      return new Schedule(scenario, chipletPackage, policy, windows);
    } catch (ScheduleException e) {
      throw new InputException(
          e.problems().stream()
              .map(p -> new InputProblem(file.shown(), p.path(), "", p.message(), p.advice()))
              .toList());
    }
  }

  private static ExecutionPolicy policy(NodeReader root) {
    return new ExecutionPolicy(
        choice(root.at("weights"), WeightPolicy.values()),
        miniBatch(root),
        choice(root.at("execution"), Execution.values()),
        choice(root.at("l2Overflow"), L2Overflow.values()));
  }

  /** One of these by the name that its text is; the first where there is no key. */
  private static <T> T choice(NodeReader key, T[] values) {
    Map<String, T> named = new LinkedHashMap<>();
    for (T value : values) {
      named.put(value.toString(), value);
    }
    return key.isPresent() ? key.choice(named) : values[0];
  }

  /** The key of the schedule or of a window. */
  private static Map<String, Integer> miniBatch(NodeReader of) {
    Map<String, Integer> miniBatch = new TreeMap<>();
    NodeReader chosen = of.at("miniBatch");
    if (chosen.isPresent()) {
      for (String model : chosen.keys()) {
        miniBatch.put(model, chosen.at(model).count(1, ScenarioModel.LARGEST_BATCH));
      }
    }
    return miniBatch;
  }

  private static List<Segment> segments(
      NodeReader window, Scenario scenario, Map<Integer, LayerNumbers> known) {
    List<String> ids = scenario.models().stream().map(ScenarioModel::id).toList();
    List<Segment> segments = new ArrayList<>();
    for (NodeReader segment : window.at("segments").items()) {
      int model = ids.indexOf(segment.at("model").text());
      if (model < 0) {
        segment
            .at("model")
            .problem(
                "is not a model of scenario " + scenario.name(),
                Spelling.advice(segment.at("model").text(), ids));
        continue;
      }
      Model layers = scenario.models().get(model).model();
      LayerNumbers numbers = known.computeIfAbsent(model, m -> new LayerNumbers(layers));
      Optional<Integer> first = layer(segment.at("from"), layers, numbers);
      Optional<Integer> last = layer(segment.at("to"), layers, numbers);
      int chiplet = segment.at("chiplet").count(0, Integer.MAX_VALUE);
      NodeReader place = segment.at("order");
      int order = place.isPresent() ? place.count(0, Integer.MAX_VALUE) : 0;
      if (first.isPresent() && last.isPresent()) {
        if (last.get() < first.get()) {
          segment
              .at("to")
              .problem("comes before " + segment.at("from").text(), "Swap from and to.");
        } else {
          segments.add(new Segment(model, first.get(), last.get() + 1, chiplet, order));
        }
      }
    }
    return segments;
  }

  private static Optional<Integer> layer(NodeReader place, Model model, LayerNumbers layers) {
    Optional<Integer> found = layers.of(place.text());
    if (found.isEmpty()) {
      place.problem("is not a layer of " + model.name(), layers.advice(place.text()));
    }
    return found;
  }
}
