package dev.scar.paper;

import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.WeightPolicy;
import dev.scar.search.SearchOptions;
import dev.scar.study.PackageChange;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import dev.scar.workload.Shapes;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * One way to settle a choice that the paper leaves open; everything else is as by default.
 *
 * @param choice what is open
 * @param value how it is settled
 * @param hardware what becomes of a package
 * @param workload the scenario of a name
 * @param options what becomes of the search's options, given the scenario
 * @param contentionAware whether schedules are ranked and measured by the contention-aware estimate
 *     instead of the plain prediction
 * @param firstChipletIsShi whether the single-model scheduler of figure 2 starts on the
 *     ShiDianNao-like chiplet
 */
record Variant(
    String choice,
    String value,
    UnaryOperator<ChipletPackage> hardware,
    BiFunction<String, Sources, Scenario> workload,
    BiFunction<Scenario, SearchOptions, SearchOptions> options,
    boolean contentionAware,
    boolean firstChipletIsShi) {
  private static final int AR_VR_PES = 256;
  private static final long CALIBRATED_NOC = 256;
  private static final double TOOL_L2 = 18.61;

  private static final String STATIC_POWER = "static power";

  /** The shipped parameters. */
  public static final Variant DEFAULT =
      new Variant(
          "all choices",
          "default",
          UnaryOperator.identity(),
          (name, sources) -> sources.scenario(name),
          (scenario, options) -> options,
          false,
          false);

  /**
   * What is varied, the default first. The chiplet settings and the range of the floor are those of
   * the calibration.
   */
  public static final List<Variant> ALL =
      List.of(
          DEFAULT,
          hardware(
              "chiplet setting", "two-byte: NoC 64, floor 64", p -> PackageChange.noc(p, 64, 64)),
          hardware(
              "chiplet setting",
              "no floor: NoC 32",
              p -> PackageChange.noc(p, 32, dev.scar.hardware.ChipletType.NO_FLOOR)),
          hardware("off-chip floor", "192", p -> datacenterFloor(p, 192)),
          hardware("off-chip floor", "256", p -> datacenterFloor(p, 256)),
          hardware("energy of an L2 access", "18.61 MACs", p -> PackageChange.l2(p, TOOL_L2)),
          hardware(STATIC_POWER, "11 mW a chiplet", p -> PackageChange.staticPower(p, "11 mW")),
          hardware(STATIC_POWER, "17 mW a chiplet", p -> PackageChange.staticPower(p, "17 mW")),
          hardware(
              "Het-Sides, Het-T",
              "ShiDianNao-like sides",
              p -> named(p, "het-sides", "het-t") ? PackageChange.swapTypes(p) : p),
          hardware(
              "Het-CB",
              "ShiDianNao-like corners",
              p -> named(p, "het-cb") ? PackageChange.swapTypes(p) : p),
          workload("models", "full networks", Variant::full),
          workload(
              "shapes", "corrected", (name, sources) -> sources.scenario(name, Shapes.CORRECTED)),
          options("weights", "resident", o -> weights(o, WeightPolicy.RESIDENT)),
          options("weights", "streamed", o -> weights(o, WeightPolicy.STREAMED)),
          new Variant(
              "mini-batch",
              "1",
              DEFAULT.hardware,
              DEFAULT.workload,
              Variant::oneSample,
              false,
              false),
          options(
              "combination of windows",
              "greedy",
              o -> o.paper(p -> p.combine(SearchOptions.Combine.GREEDY))),
          new Variant(
              "contention",
              "estimated",
              DEFAULT.hardware,
              DEFAULT.workload,
              DEFAULT.options,
              true,
              false),
          new Variant(
              "DRAM of 64 GB/s",
              "one per package, contention estimated",
              PackageChange::oneDram,
              DEFAULT.workload,
              DEFAULT.options,
              true,
              false),
          new Variant(
              "figure 2, B1",
              "on the ShiDianNao-like chiplet",
              DEFAULT.hardware,
              DEFAULT.workload,
              DEFAULT.options,
              false,
              true));

  /** A short name that says both. */
  public String label() {
    return choice + ": " + value;
  }

  /** Whether chiplets have static power, which by default they do not. */
  boolean isStaticPower() {
    return choice.equals(STATIC_POWER);
  }

  private static Variant hardware(
      String choice, String value, UnaryOperator<ChipletPackage> change) {
    return new Variant(choice, value, change, DEFAULT.workload, DEFAULT.options, false, false);
  }

  private static Variant workload(
      String choice, String value, BiFunction<String, Sources, Scenario> lookUp) {
    return new Variant(choice, value, DEFAULT.hardware, lookUp, DEFAULT.options, false, false);
  }

  private static Variant options(String choice, String value, UnaryOperator<SearchOptions> change) {
    return new Variant(
        choice,
        value,
        DEFAULT.hardware,
        DEFAULT.workload,
        (scenario, options) -> change.apply(options),
        false,
        false);
  }

  /** The floor is a datacenter parameter; with a NoC of 32 (AR/VR) it never binds. */
  private static ChipletPackage datacenterFloor(ChipletPackage made, long floor) {
    return made.chiplets().get(0).type().pes() == AR_VR_PES
        ? made
        : PackageChange.noc(made, CALIBRATED_NOC, floor);
  }

  private static boolean named(ChipletPackage made, String... prefixes) {
    return List.of(prefixes).stream().anyMatch(made.name()::startsWith);
  }

  private static Scenario full(String name, Sources sources) {
    return sources.scenario(
        name.startsWith("sc") || name.startsWith("seed") ? fullName(name) : name);
  }

  /** "sc4-full" for "sc4", "sc4-full+gpt-l" for "sc4+gpt-l". */
  private static String fullName(String name) {
    int plus = name.indexOf('+');
    return plus < 0 ? name + "-full" : name.substring(0, plus) + "-full" + name.substring(plus);
  }

  private static SearchOptions weights(SearchOptions options, WeightPolicy weights) {
    return options.execution(new ExecutionPolicy(weights, options.execution().miniBatch()));
  }

  private static SearchOptions oneSample(Scenario scenario, SearchOptions options) {
    Map<String, Integer> one = new TreeMap<>();
    for (ScenarioModel model : scenario.models()) {
      one.put(model.id(), 1);
    }
    return options.execution(options.execution().withMiniBatch(one));
  }
}
