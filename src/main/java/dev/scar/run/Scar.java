package dev.scar.run;

import dev.scar.analysis.Predictor;
import dev.scar.cost.CostModel;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Plan;
import dev.scar.plan.PlanBuilder;
import dev.scar.report.PlanLabels;
import dev.scar.report.RunOrigin;
import dev.scar.report.RunReport;
import dev.scar.schedule.Schedule;
import dev.scar.search.ScarScheduler;
import dev.scar.search.SearchOptions;
import dev.scar.search.SearchResult;
import dev.scar.sim.LoopEngine;
import dev.scar.sim.ReplayOptions;
import dev.scar.sim.ReplayResult;
import dev.scar.trace.CriticalPath;
import dev.scar.traffic.Traffic;
import dev.scar.traffic.TrafficNetwork;
import dev.scar.traffic.TrafficPattern;
import dev.scar.traffic.TrafficResult;
import dev.scar.traffic.TrafficSettings;
import dev.scar.workload.Scenario;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * For programs: what the commands do, a call each. Names mean files of the home folder, as on the
 * command line ({@link Inputs}).
 *
 * <pre>{@code
 * Scar scar = new Scar(Path.of("."));
 * SearchResult found = scar.schedule("sc4", SearchOptions.DEFAULT);
 * RunReport run = scar.replay(found.best().plan().schedule(), RunOptions.DEFAULT);
 * System.out.println(run.predictedPs() + " predicted, " + run.simulatedPs() + " simulated");
 * }</pre>
 *
 * <p>Everything runs in the calling thread on the sequential engine, which gives the same results
 * as the actors. Bad input is a {@link dev.scar.files.InputException}, output that cannot be
 * written a {@link dev.scar.files.OutputException}. For several threads, an end before the end,
 * progress or costs of one's own use what these calls are made of: {@link ScarScheduler}, {@link
 * RunFolder}, {@link Traffic}.
 */
public final class Scar {
  private final Inputs inputs;
  private final CostModel costs;

  /** For scenarios and packages that are made in code; names mean files of the working folder. */
  public Scar() {
    this(Path.of(""));
  }

  /** Over this home folder, which holds {@code workloads} and {@code topologies}. */
  public Scar(Path home) {
    this.inputs = new Inputs(home);
    this.costs = inputs.costs();
  }

  /** Reads scenarios, packages and models by name or path. */
  public Inputs inputs() {
    return inputs;
  }

  /** Reads a schedule file, the scenario and the package that it names, and checks all of it. */
  public Schedule schedule(Path file) {
    return inputs.schedule(file, null, null);
  }

  /** Searches for a schedule of a scenario on its own package. Costs the search. */
  public SearchResult schedule(String scenario, SearchOptions options) {
    Scenario read = inputs.scenario(scenario);
    return schedule(read, inputs.topology(Inputs.packageOf(scenario, read)), options);
  }

  /** Searches for a schedule of a scenario on a package. Costs the search. */
  public SearchResult schedule(
      Scenario scenario, ChipletPackage chipletPackage, SearchOptions options) {
    return new ScarScheduler(costs, 1, () -> false, (done, all) -> {})
        .schedule(scenario, chipletPackage, options);
  }

  /** Schedules a scenario on its own package and replays the best schedule; writes nothing. */
  public RunReport run(String scenario, SearchOptions search, RunOptions options) {
    return replay(schedule(scenario, search).best().plan().schedule(), options);
  }

  /** Predicts and replays a schedule; writes nothing. Costs the replay. */
  public RunReport replay(Schedule schedule, RunOptions options) {
    Plan barred = new PlanBuilder(costs).build(schedule);
    Plan plan = options.barrier() ? barred : barred.withoutBarrier();
    ReplayOptions how =
        new ReplayOptions(
                options.packetBytes(), options.detail(), (window, ps) -> {}, options.flowControl())
            .withWaits();
    PlanLabels labels =
        new PlanLabels(plan, options.flowControl().unitBytes(options.packetBytes()));
    CriticalPath path = new CriticalPath();
    ReplayResult result = new LoopEngine().replay(plan, how, CriticalPath.of(labels, path));
    return new RunReport(
        Predictor.predict(plan),
        result,
        labels,
        origin(schedule),
        path::steps,
        run -> WhatIfs.of(run, options.whatIfs()));
  }

  /**
   * Replays a schedule file and writes the folder of the run.
   *
   * @param target the folder; refused if it is there
   */
  public Run writeRun(Path schedule, RunOptions options, Path target) {
    Schedule read = schedule(schedule);
    return new RunFolder(target, false)
        .write(
            new PlanBuilder(costs).build(read),
            options,
            new LoopEngine(),
            inputs,
            origin(read),
            RunFolder.Watch.NONE);
  }

  private RunOrigin origin(Schedule schedule) {
    Map<String, String> made = new LinkedHashMap<>();
    made.put("scenario", schedule.scenario().name());
    made.put("topology", schedule.chipletPackage().name());
    made.putAll(inputs.hashes());
    return new RunOrigin("scar replay schedule.json", made, null);
  }

  /**
   * Runs synthetic traffic over a network.
   *
   * @param load offered, in flits per terminal and cycle, above 0 and at most 1
   */
  public TrafficResult traffic(
      TrafficNetwork network, TrafficPattern pattern, double load, TrafficSettings settings) {
    return new Traffic(network, new LoopEngine()).run(pattern, load, settings);
  }

  /**
   * Writes a topology file of a shape that papers use.
   *
   * @param file its name without {@code .json} becomes the package's; refused if it is there
   */
  public ChipletPackage generate(GeneratedTopology topology, Path file) {
    return topology.write(inputs, file, false);
  }
}
