package dev.scar.run;

import dev.scar.analysis.ContentionBound;
import dev.scar.analysis.Prediction;
import dev.scar.analysis.Predictor;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.PackageParts;
import dev.scar.plan.Plan;
import dev.scar.plan.PlanBuilder;
import dev.scar.plan.Resource;
import dev.scar.report.Lateness;
import dev.scar.report.RunReport;
import dev.scar.report.WhatIf;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.sim.FlowProgram;
import dev.scar.sim.LoopEngine;
import dev.scar.sim.ReplayOptions;
import dev.scar.trace.LogDetail;
import dev.scar.units.Bandwidth;
import dev.scar.units.Quantity;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What would help a run that is late, each tried by a replay: twice the bandwidth of the resource
 * where its critical path waits longest; the segment that it waits for there on another chiplet;
 * the second schedule that the search found.
 *
 * <p><b>Decision.</b> Of the other chiplets (those that the window leaves idle, else an exchange
 * with one that it uses) the {@value #REPLAYED} best by the contention bound are replayed, and the
 * best of these is shown. <b>Cost:</b> at most {@value #REPLAYED} replays and two more.
 */
final class WhatIfs {
  private static final double LATE = 0.01;
  private static final int REPLAYED = 3;

  private final RunReport run;
  private final Plan plan;
  private final Schedule schedule;

  private WhatIfs(RunReport run) {
    this.run = run;
    this.plan = run.plan();
    this.schedule = plan.schedule();
  }

  /**
   * All that apply.
   *
   * @param asked also if the run is late by one per cent or less
   */
  static List<WhatIf> of(RunReport run, boolean asked) {
    boolean late = run.deltaPs() > LATE * run.predictedPs();
    return late || asked ? new WhatIfs(run).tried() : List.of();
  }

  private List<WhatIf> tried() {
    List<WhatIf> tried = new ArrayList<>();
    Optional<Lateness.Blame> worst = run.lateness().worst();
    worst.map(Lateness.Blame::resource).map(this::twiceAsFast).ifPresent(tried::add);
    worst.flatMap(Lateness.Blame::behind).flatMap(this::elsewhere).ifPresent(tried::add);
    secondSchedule().ifPresent(tried::add);
    return tried;
  }

  private WhatIf twiceAsFast(Resource slow) {
    Bandwidth twice = twice(slow.bandwidth());
    PackageParts parts =
        switch (slow.kind()) {
          case LINK ->
              PackageParts.SAME.links(
                  l -> l.ordinal() == slow.index() ? l.withBandwidth(twice) : l);
          case DRAM ->
              PackageParts.SAME.drams(
                  d -> d.ordinal() == slow.index() ? d.withPeak(twice(d.peak())) : d);
          case INJECTION ->
              PackageParts.SAME.chiplets(
                  c -> c.node() == slow.index() ? c.withPorts(twice, c.ejection()) : c);
          case EJECTION ->
              PackageParts.SAME.chiplets(
                  c -> c.node() == slow.index() ? c.withPorts(c.injection(), twice) : c);
        };
    ChipletPackage faster = parts.in(plan.chipletPackage(), plan.chipletPackage().name());
    return replayed(
        "%s at %s".formatted(slow.name(), Quantity.BANDWIDTH.format(twice.bytesPerSecond())),
        plan(faster, schedule.windows()));
  }

  private static Bandwidth twice(Bandwidth of) {
    return Bandwidth.ofBytesPerSecond(Math.multiplyExact(of.bytesPerSecond(), 2L));
  }

  /** The segment of this flow on the chiplet where the least is predicted to be waited for. */
  private Optional<WhatIf> elsewhere(FlowProgram blamed) {
    int window = blamed.window();
    Segment moving = plan.windows().get(window).stages().get(blamed.flow().stage()).segment();
    List<Segment> segments = schedule.windows().get(window).segments();
    List<Integer> used = segments.stream().map(Segment::chiplet).distinct().toList();
    List<Integer> all = plan.chipletPackage().chiplets().stream().map(Chiplet::node).toList();
    List<Integer> idle = all.stream().filter(node -> !used.contains(node)).toList();
    List<Plan> plans =
        (idle.isEmpty() ? used : idle)
            .stream()
                .filter(node -> node != moving.chiplet())
                .map(node -> moved(window, moving, node))
                .sorted(Comparator.comparingLong(WhatIfs::boundPs))
                .limit(REPLAYED)
                .toList();
    ScenarioModel model = schedule.scenario().models().get(moving.model());
    String layers =
        model.model().layer(moving.firstLayer()).name()
            + (moving.layerCount() == 1
                ? ""
                : "-" + model.model().layer(moving.endLayer() - 1).name());
    return plans.stream()
        .map(
            moved ->
                replayed(
                    "W%d %s:%s on chiplet %d, not %d%s"
                        .formatted(
                            window,
                            model.id(),
                            layers,
                            placeOf(moved, window, moving),
                            moving.chiplet(),
                            idle.isEmpty() ? ", in exchange" : ""),
                    moved))
        .min(Comparator.comparingLong(WhatIf::simulatedPs));
  }

  private static int placeOf(Plan moved, int window, Segment of) {
    return moved.schedule().windows().get(window).segments().stream()
        .filter(s -> s.model() == of.model() && s.firstLayer() == of.firstLayer())
        .mapToInt(Segment::chiplet)
        .findFirst()
        .orElseThrow();
  }

  private static long boundPs(Plan plan) {
    Prediction prediction = Predictor.predict(plan);
    return prediction.windows().stream()
        .mapToLong(window -> ContentionBound.of(plan, window).latencyPs())
        .reduce(0, Math::addExact);
  }

  /**
   * A segment on another chiplet; what is there, if anything, changes places with its chiplet's.
   */
  private Plan moved(int window, Segment moving, int to) {
    List<Window> windows = new ArrayList<>(schedule.windows());
    Window before = windows.get(window);
    boolean exchanged = !before.segmentsOn(to).isEmpty();
    List<Segment> segments =
        before.segments().stream()
            .map(
                s ->
                    exchanged && s.chiplet() == moving.chiplet() || s.equals(moving)
                        ? s.on(to)
                        : s.chiplet() == to ? s.on(moving.chiplet()) : s)
            .toList();
    windows.set(window, new Window(segments, before.miniBatch()));
    return plan(plan.chipletPackage(), windows);
  }

  private Optional<WhatIf> secondSchedule() {
    return run.origin()
        .search()
        .filter(found -> found.ranked().size() > 1)
        .map(
            found ->
                replayed(
                    "the second best schedule of the search",
                    barred(found.ranked().get(1).plan())));
  }

  private Plan plan(ChipletPackage on, List<Window> windows) {
    return barred(
        new PlanBuilder(plan.costs())
            .build(new Schedule(schedule.scenario(), on, schedule.policy(), windows)));
  }

  private Plan barred(Plan other) {
    return plan.barrier() ? other : other.withoutBarrier();
  }

  private WhatIf replayed(String change, Plan changed) {
    ReplayOptions how =
        new ReplayOptions(
            run.replay().packetBytes(),
            LogDetail.OFF,
            (window, ps) -> {},
            run.replay().flowControl());
    long simulated = new LoopEngine().replay(changed, how, entry -> {}).latencyPs();
    return new WhatIf(change, Predictor.predict(changed).latencyPs(), simulated);
  }
}
