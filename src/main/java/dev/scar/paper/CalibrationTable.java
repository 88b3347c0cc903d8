package dev.scar.paper;

import com.ezylang.evalex.EvaluationException;
import com.ezylang.evalex.Expression;
import com.ezylang.evalex.parser.ParseException;
import dev.scar.cost.LayerList;
import dev.scar.paper.Calibration.Reading;
import dev.scar.paper.Calibration.Setting;
import dev.scar.workload.ModelFile;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the paper's tables say about its cost model, beside what this one gives: every anchor, and
 * which chiplet type each model prefers. {@link Calibration} is the data.
 *
 * <p>Anchors are latencies and energies of whole models on one chiplet (4096 processing elements,
 * 256 in AR/VR) that follow from tables II, IV, V and VI and figure 2 of the paper; nothing is
 * fitted here. AR/VR models are costed as their lists print them, without stride, groups and
 * padding, and as the original tool does it: in 17 of their layers the kernel is larger than the
 * map, and the product of the negative output sizes is anything from 0 to a hundred million cycles.
 * {@link #shipped} are the same ratios from the scenarios as they ship, where these layers keep the
 * padding that they need.
 *
 * <p>Evaluates some 3000 layers; takes about a second.
 */
public final class CalibrationTable {
  private static final int PES = 4096;
  private static final int SMALL_PES = 256;

  private final Calibration data = PaperReader.calibration();
  private final Function<String, ModelFile> models;
  private final Function<String, Scenario> scenarios;

  /**
   * A figure of the paper and ours.
   *
   * @param pes processing elements of a chiplet
   * @param ours this model's
   */
  public record Anchor(int pes, Calibration.Anchor paper, double ours) {
    /** Ours per the paper's. */
    public double ratio() {
      return ours / paper.paper();
    }
  }

  /**
   * How the two types compare on a model, without transfers.
   *
   * @param sums of one sample
   */
  public record Preference(int pes, String model, LayerList.Sums sums) {}

  /**
   * From loaded workloads.
   *
   * @param models finds a model file by name ({@code gpt_l_paper120}, …)
   * @param scenarios finds a scenario by name ({@code sc6} to {@code sc10})
   */
  public CalibrationTable(
      Function<String, ModelFile> models, Function<String, Scenario> scenarios) {
    this.models = models;
    this.scenarios = scenarios;
  }

  /** The settings that are compared. */
  public List<Setting> settings() {
    return data.settings();
  }

  /** Every anchor under a setting. */
  public List<Anchor> anchors(Setting setting) {
    Map<String, Double> variables = new LinkedHashMap<>();
    sums(data.lists(), setting, PES)
        .forEach(
            (list, sums) -> {
              cost(variables, list.id() + "_nvd", sums.nvd());
              cost(variables, list.id() + "_shi", sums.shi());
              cost(variables, list.id() + "_best", sums.best());
              cost(variables, list.id() + "_spread", sums.spread());
            });
    List<Anchor> anchors = new ArrayList<>();
    data.anchors().forEach(a -> anchors.add(new Anchor(PES, a, value(a.ours(), variables))));
    anchors.addAll(small(setting, true));
    return anchors;
  }

  /** The AR/VR ratios from the scenarios as they ship. */
  public List<Anchor> shipped(Setting setting) {
    return small(setting, false);
  }

  /** The preference pattern under a setting, model by model. */
  public List<Preference> preferences(Setting setting) {
    List<Preference> preferences = new ArrayList<>();
    sums(data.lists(), setting, PES)
        .forEach((list, sums) -> preferences.add(new Preference(PES, list.title(), sums)));
    sums(data.smallLists(), setting, SMALL_PES)
        .forEach((list, sums) -> preferences.add(new Preference(SMALL_PES, list.title(), sums)));
    return preferences;
  }

  private Map<Reading, LayerList.Sums> sums(List<Reading> lists, Setting setting, int pes) {
    Map<Reading, LayerList.Sums> sums = new LinkedHashMap<>();
    lists.forEach(list -> sums.put(list, sums(layers(list), setting, pes)));
    return sums;
  }

  private static LayerList.Sums sums(LayerList list, Setting setting, int pes) {
    return list.sums(pes, pes == SMALL_PES ? setting.smallNoc() : setting.noc(), setting.floor());
  }

  private LayerList layers(Reading list) {
    return switch (list.reading()) {
      case "corrected" -> LayerList.of(models.apply(list.model()).corrected());
      case "as printed" -> LayerList.asPrinted(models.apply(list.model()).literal());
      case "up-convolutions on the input map" ->
          LayerList.onInputMap(models.apply(list.model()).corrected());
      case "listing" -> LayerList.listing(PaperReader.text(list.model() + ".csv"), false);
      case "pooled listing" -> LayerList.listing(PaperReader.text(list.model() + ".csv"), true);
      default -> throw new IllegalArgumentException(list.reading());
    };
  }

  /** A scenario on one chiplet per model: the longest latency, and the sum of the energies. */
  private List<Anchor> small(Setting setting, boolean asPrinted) {
    Map<String, Double> variables = new LinkedHashMap<>();
    Map<String, LayerList.Sums> known = new LinkedHashMap<>();
    for (String scenario : data.smallScenarios()) {
      for (ScenarioModel member : scenarios.apply(scenario).models()) {
        LayerList.Sums sums =
            known.computeIfAbsent(
                member.model().name(),
                name ->
                    sums(
                        asPrinted
                            ? LayerList.asPrinted(member.model())
                            : LayerList.of(member.model()),
                        setting,
                        SMALL_PES));
        add(variables, scenario + "_nvd", member.batch(), sums.nvd());
        add(variables, scenario + "_shi", member.batch(), sums.shi());
      }
    }
    return data.smallAnchors().stream()
        .map(a -> new Anchor(SMALL_PES, a, value(a.ours(), variables)))
        .toList();
  }

  private static void add(
      Map<String, Double> variables, String name, int batch, LayerList.Cost cost) {
    variables.merge(name + "_s", batch * cost.seconds(), Math::max);
    variables.merge(name + "_J", batch * cost.joules(), Double::sum);
    variables.merge(name + "_toolJ", batch * cost.toolJoules(), Double::sum);
  }

  private static void cost(Map<String, Double> variables, String name, LayerList.Cost cost) {
    variables.put(name + "_s", cost.seconds());
    variables.put(name + "_J", cost.joules());
    variables.put(name + "_toolJ", cost.toolJoules());
    variables.put(name + "_edp", cost.edp());
    variables.put(name + "_toolEdp", cost.toolEdp());
  }

  private static double value(String expression, Map<String, Double> variables) {
    try {
      return new Expression(expression)
          .withValues(variables)
          .evaluate()
          .getNumberValue()
          .doubleValue();
    } catch (EvaluationException | ParseException e) {
      throw new IllegalArgumentException(expression, e);
    }
  }
}
