package dev.scar.study;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.Preset;
import dev.scar.report.Column;
import dev.scar.report.Table;
import dev.scar.search.Objective;
import dev.scar.search.SearchOptions;
import dev.scar.sim.ReplayOptions;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What the presets change: scenarios on the paper's packages as the paper has them and as built,
 * with a DRAM per interface and with one of the same bandwidth for the whole package.
 */
public final class PresetSweep {
  /** The packages that are ranked; the first one is the one whose figures are shown. */
  public static final List<String> PACKAGES =
      List.of("het-sides-3x3", "het-cb-3x3", "simba-nvd-3x3", "simba-shi-3x3");

  private static final String BUILT = "-built";

  /** How DRAM is shared out. */
  public enum Sharing {
    INTERFACE("per interface"),
    PACKAGE("one");

    private final String shown;

    Sharing(String shown) {
      this.shown = shown;
    }

    /** For people. */
    String shown() {
      return shown;
    }
  }

  /**
   * A scenario under a preset: the best schedule on each package, replayed.
   *
   * @param onPaper the same packages of preset {@code paper}
   */
  public record Trial(
      Scenario scenario,
      Preset preset,
      Sharing sharing,
      List<ValidationExperiment> onPackages,
      List<ValidationExperiment> onPaper) {
    /** For people. */
    public String label() {
      return "%s, preset %s, DRAM %s".formatted(scenario.name(), preset.word(), sharing.shown);
    }
  }

  /**
   * What it came to.
   *
   * @param ofPeak multiplications by those that all chiplets could do in the simulated time
   * @param winner the package with the best simulated score
   * @param tau Kendall's, of the packages' order by simulated score against preset {@code paper}
   */
  public record Row(
      Trial trial, Validation.Entry shown, double ofPeak, String winner, double tau) {}

  /** What they come to. */
  public static final Table<Row> TABLE =
      Table.of(
          Column.text("scenario", r -> r.trial().scenario().name()),
          Column.text("preset", r -> r.trial().preset().word()),
          Column.text("DRAM", r -> r.trial().sharing().shown),
          Column.text(
              "objective", r -> r.trial().onPackages().get(0).options().objective().label()),
          Column.text("package", r -> r.trial().onPackages().get(0).chipletPackage().name()),
          Column.time("latency", r -> r.shown().simulatedPs()),
          Column.share("of peak", Row::ofPeak),
          Column.<Row>share(
                  "δ",
                  r ->
                      (double) (r.shown().simulatedPs() - r.shown().predictedPs())
                          / r.shown().predictedPs())
              .key("delta"),
          Column.<Row>number("score", "%.4g", r -> r.shown().simulated()),
          Column.text("winner", Row::winner),
          Column.number("tau", "%.2f", Row::tau));

  private PresetSweep() {}

  /**
   * All of them.
   *
   * @param packages finds a package by name
   * @param options of all searches, but for objective and execution
   */
  public static List<Trial> of(
      List<Scenario> scenarios,
      List<? extends Objective> objectives,
      Function<String, ChipletPackage> packages,
      SearchOptions options) {
    List<Trial> trials = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      for (Objective objective : objectives) {
        for (Sharing sharing : Sharing.values()) {
          List<ValidationExperiment> paper = List.of();
          for (Preset preset : Preset.values()) {
            List<ValidationExperiment> on =
                PACKAGES.stream()
                    .map(name -> packages.apply(named(scenario, name, preset)))
                    .map(
                        made -> best(scenario, shared(made, sharing), options.objective(objective)))
                    .toList();
            paper = preset == Preset.PAPER ? on : paper;
            trials.add(new Trial(scenario, preset, sharing, on, paper));
          }
        }
      }
    }
    return trials;
  }

  /** The best schedule for the execution that is usual on this package. */
  private static ValidationExperiment best(
      Scenario scenario, ChipletPackage made, SearchOptions options) {
    return new ValidationExperiment(
        scenario, made, options.usualOn(made).ranked(1), ReplayOptions.DEFAULT.packetBytes());
  }

  static String named(Scenario scenario, String name, Preset preset) {
    return ChipletSize.of(scenario).topology(name) + (preset == Preset.BUILT ? BUILT : "");
  }

  static ChipletPackage shared(ChipletPackage made, Sharing sharing) {
    return sharing == Sharing.PACKAGE ? PackageChange.oneDram(made) : made;
  }

  /** Runs a trial. */
  public static Row row(Trial trial, Experiments experiments) {
    double[] scores = scores(trial.onPackages(), experiments);
    int winner =
        IntStream.range(0, scores.length)
            .boxed()
            .min(Comparator.comparingDouble(i -> scores[i]))
            .orElseThrow();
    ValidationExperiment shown = trial.onPackages().get(0);
    Validation.Entry best = experiments.run(shown).entries().get(0);
    return new Row(
        trial,
        best,
        ofPeak(trial.scenario(), shown.chipletPackage(), best.simulatedPs()),
        trial.onPackages().get(winner).chipletPackage().name(),
        Validation.kendallTau(scores(trial.onPaper(), experiments), scores));
  }

  private static double[] scores(List<ValidationExperiment> on, Experiments experiments) {
    return on.stream()
        .mapToDouble(one -> experiments.run(one).entries().get(0).simulated())
        .toArray();
  }

  private static double ofPeak(Scenario scenario, ChipletPackage made, long ps) {
    double macs = 0;
    for (ScenarioModel model : scenario.models()) {
      macs += (double) model.model().macs() * model.batch();
    }
    double perSecond = 0;
    for (Chiplet chiplet : made.chiplets()) {
      perSecond += (double) chiplet.type().pes() * chiplet.type().clockHz();
    }
    return macs / (perSecond * ps * 1e-12);
  }
}
