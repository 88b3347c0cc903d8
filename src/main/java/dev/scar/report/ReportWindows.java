package dev.scar.report;

import dev.scar.analysis.ContentionBound;
import dev.scar.analysis.WindowPrediction;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import dev.scar.schedule.Segment;
import dev.scar.sim.StageRun;
import dev.scar.sim.WindowReplay;
import dev.scar.workload.Model;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The windows of a run as the page draws them: models, stages, what takes their time, what happens
 * when, and how long each link and DRAM is busy.
 */
final class ReportWindows {
  private static final int MOST_SPANS = 8000;
  private static final int MOST_BUSY = 20_000;
  private static final int LEAST_BUSY = 8;

  private final RunReport run;
  private final Plan plan;
  private final long[] freePs;
  private final long[] predictedFreePs;
  private final SpanBudget budget;
  private final StageSpans spans;

  private ReportWindows(RunReport run) {
    this.run = run;
    this.plan = run.plan();
    this.freePs = new long[plan.chipletPackage().nop().nodeCount()];
    this.predictedFreePs = new long[freePs.length];
    this.budget =
        SpanBudget.of(
            plan.windows().stream().flatMap(window -> window.stages().stream()).toList(),
            MOST_SPANS);
    this.spans = new StageSpans(budget);
  }

  /**
   * A window.
   *
   * @param predictedFromPs its extent as predicted
   * @param fromPs its extent as simulated
   * @param busy its busiest resources, the busiest first, as pairs of ordinal and picoseconds
   */
  private record WindowView(
      int index,
      long predictedPs,
      long simulatedPs,
      long contentionBoundPs,
      String busiest,
      long predictedFromPs,
      long predictedToPs,
      long fromPs,
      long toPs,
      List<RunReport.ModelRow> models,
      List<StageView> stages,
      List<long[]> busy) {}

  /**
   * A stage.
   *
   * @param merged how many mini-batches one span shows; 0 if every one is drawn
   * @param predicted spans as kind, from, to, first mini-batch, number of mini-batches
   * @param simulated likewise
   */
  private record StageView(
      int model,
      int chiplet,
      int layers,
      String first,
      String last,
      int batch,
      int miniBatch,
      int miniBatches,
      int merged,
      StageShares shares,
      List<long[]> predicted,
      List<long[]> simulated) {}

  /**
   * When a window is.
   *
   * @param startPs where the prediction's own times begin in the run
   * @param foreseen its extent as predicted
   * @param extent its extent as simulated
   */
  private record Timing(
      WindowPrediction predicted, long startPs, WindowExtent foreseen, WindowExtent extent) {
    static Timing of(WindowPrediction predicted, long startPs, WindowReplay replayed) {
      return new Timing(
          predicted, startPs, WindowExtent.of(predicted, startPs), WindowExtent.of(replayed));
    }
  }

  /** Whether windows end with a barrier, and the windows. */
  static Map<String, ?> of(RunReport run) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("barrier", run.plan().barrier());
    data.put("windows", new ReportWindows(run).windows());
    return data;
  }

  private List<WindowView> windows() {
    List<WindowView> views = new ArrayList<>();
    long startPs = 0;
    for (RunReport.WindowRow row : run.windows()) {
      WindowReplay replayed = run.replay().windows().get(row.index());
      Timing timing = Timing.of(run.prediction().windows().get(row.index()), startPs, replayed);
      views.add(
          new WindowView(
              row.index(),
              row.predictedPs(),
              row.simulatedPs(),
              row.contentionBoundPs(),
              row.busiest(),
              timing.foreseen().fromPs(),
              timing.foreseen().toPs(),
              timing.extent().fromPs(),
              timing.extent().toPs(),
              row.models(),
              replayed.stages().stream()
                  .sorted(Comparator.comparingInt(StageRun::turn))
                  .map(stage -> stage(stage, timing))
                  .toList(),
              busy(timing.predicted())));
      startPs = Math.addExact(startPs, plan.barrier() ? row.predictedPs() : 0);
    }
    return views;
  }

  private StageView stage(StageRun stageRun, Timing timing) {
    Stage stage = stageRun.program().stage();
    Segment segment = stage.segment();
    Model model = run.models().get(stage.model()).model();
    return new StageView(
        stage.model(),
        stage.chiplet(),
        segment.layerCount(),
        model.layer(segment.firstLayer()).name(),
        model.layer(segment.endLayer() - 1).name(),
        stage.batch(),
        stage.miniBatch(),
        stage.miniBatches(),
        budget.isMerged(stage) ? budget.group(stage) : 0,
        shares(stageRun, timing),
        spans(spans.predicted(stage, timing.predicted(), timing.startPs())),
        spans(spans.simulated(stageRun)));
  }

  private StageShares shares(StageRun stageRun, Timing timing) {
    Stage stage = stageRun.program().stage();
    int chiplet = stage.chiplet();
    WindowPrediction predicted = timing.predicted();
    long readyPs = timing.foreseen().readyPs(predictedFreePs[chiplet]) - timing.startPs();
    StageShares shares =
        StageShares.of(
            timing.extent(), freePs[chiplet], stageRun, predictedWaitPs(stage, predicted, readyPs));
    int last = stage.miniBatches() - 1;
    // Where queues run on, what a stage sends may end after all of the next one.
    freePs[chiplet] = Math.max(freePs[chiplet], stageRun.finishPs(last));
    predictedFreePs[chiplet] =
        Math.max(
            predictedFreePs[chiplet],
            Math.addExact(timing.startPs(), predicted.stageFinishPs(stage, last)));
    return shares;
  }

  /**
   * How long a stage waits for inputs as predicted, since its chiplet can work for the window;
   * times count as in the prediction.
   */
  private static long predictedWaitPs(Stage stage, WindowPrediction predicted, long readyPs) {
    if (stage.isOverlapped()) {
      return StageShares.predictedWaitPs(stage, predicted, readyPs);
    }
    long wait = 0;
    long free = readyPs;
    for (int i = 0; i < stage.miniBatches(); i++) {
      wait += predicted.stageStartPs(stage, i) - free;
      free = predicted.stageFinishPs(stage, i);
    }
    return wait;
  }

  private static List<long[]> spans(List<StageSpans.Span> list) {
    return list.stream()
        .map(
            span ->
                new long[] {
                  span.kind().ordinal(),
                  span.fromPs(),
                  span.toPs(),
                  span.miniBatch(),
                  span.miniBatches()
                })
        .toList();
  }

  private List<long[]> busy(WindowPrediction predicted) {
    long[] busyPs = ContentionBound.busyPs(plan, predicted.plan());
    int most = Math.max(LEAST_BUSY, MOST_BUSY / Math.max(1, plan.windows().size()));
    return IntStream.range(0, busyPs.length)
        .filter(ordinal -> busyPs[ordinal] > 0)
        .boxed()
        .sorted(Comparator.comparingLong((Integer ordinal) -> -busyPs[ordinal]))
        .limit(most)
        .map(ordinal -> new long[] {ordinal, busyPs[ordinal]})
        .toList();
  }
}
