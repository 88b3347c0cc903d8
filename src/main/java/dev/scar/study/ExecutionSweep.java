package dev.scar.study;

import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.Preset;
import dev.scar.report.Column;
import dev.scar.report.Table;
import dev.scar.schedule.Execution;
import dev.scar.search.SearchOptions;
import dev.scar.sim.ReplayOptions;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What overlap saves, and where contention takes it away again: scenarios on {@value #PACKAGE} as
 * the paper has it and as built, with a DRAM per interface and with one of the same bandwidth for
 * the whole package, executed sequentially and overlapped.
 */
public final class ExecutionSweep {
  private static final String PACKAGE = "het-sides-3x3";

  /**
   * A schedule and one way to execute it.
   *
   * @param compared one without order, whose sequential execution it is compared with
   */
  public record Trial(
      ExecutionExperiment question,
      ExecutionExperiment compared,
      PresetSweep.Sharing sharing,
      Execution execution) {
    /** For people. */
    public String label() {
      return "%s on %s, DRAM %s, %s%s"
          .formatted(
              question.scenario().name(),
              question.chipletPackage().name(),
              sharing.shown(),
              execution,
              question.ordered() ? " with order" : "");
    }
  }

  /**
   * What it came to.
   *
   * @param sequential the same schedule, without order, executed sequentially
   */
  public record Row(Trial trial, ExecutionOutcome.Entry entry, ExecutionOutcome.Entry sequential) {
    private double savedPredicted() {
      return 1 - (double) entry.predictedPs() / sequential.predictedPs();
    }

    private double savedSimulated() {
      return 1 - (double) entry.simulatedPs() / sequential.simulatedPs();
    }
  }

  /** What they come to. */
  public static final Table<Row> TABLE =
      Table.of(
          Column.text("scenario", r -> r.trial().question().scenario().name()),
          Column.text("preset", r -> r.trial().question().chipletPackage().terms().preset().word()),
          Column.text("DRAM", r -> r.trial().sharing().shown()),
          Column.text("execution", r -> r.entry().execution()),
          Column.text("order", r -> r.trial().question().ordered() ? "yes" : "no"),
          Column.time("predicted", r -> r.entry().predictedPs()),
          Column.time("simulated", r -> r.entry().simulatedPs()),
          Column.<Row>share("δ", r -> (double) r.entry().deltaPs() / r.entry().predictedPs())
              .key("delta"),
          Column.<Row>share("saves predicted", Row::savedPredicted).key("saved_predicted"),
          Column.<Row>share("saves simulated", Row::savedSimulated).key("saved_simulated"),
          Column.text("waits most at", r -> r.entry().resource()),
          Column.<Row>text("behind", r -> r.entry().behind()).filesOnly());

  private ExecutionSweep() {}

  /**
   * All of them.
   *
   * @param packages finds a package by name
   * @param options of all searches, but for execution
   * @param ordered whether schedules with order on chiplets stand beside those without
   */
  public static List<Trial> of(
      List<Scenario> scenarios,
      Function<String, ChipletPackage> packages,
      SearchOptions options,
      boolean ordered) {
    List<Trial> trials = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      for (Preset preset : Preset.values()) {
        ChipletPackage own = packages.apply(PresetSweep.named(scenario, PACKAGE, preset));
        for (PresetSweep.Sharing sharing : PresetSweep.Sharing.values()) {
          SearchOptions sequential =
              options.execution(options.execution().withExecution(Execution.SEQUENTIAL)).ranked(1);
          ExecutionExperiment plain =
              new ExecutionExperiment(
                  scenario,
                  PresetSweep.shared(own, sharing),
                  sequential,
                  ReplayOptions.DEFAULT.packetBytes(),
                  false);
          for (ExecutionExperiment question :
              ordered ? List.of(plain, plain.withOrder()) : List.of(plain)) {
            for (Execution execution : Execution.values()) {
              trials.add(new Trial(question, plain, sharing, execution));
            }
          }
        }
      }
    }
    return trials;
  }

  /** Runs a trial. */
  public static Row row(Trial trial, Experiments experiments) {
    List<ExecutionOutcome.Entry> entries = experiments.run(trial.question()).entries();
    ExecutionOutcome.Entry sequential = experiments.run(trial.compared()).entries().get(0);
    return new Row(trial, entries.get(trial.execution().ordinal()), sequential);
  }
}
