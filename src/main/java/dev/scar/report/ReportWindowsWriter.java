package dev.scar.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.scar.analysis.ContentionBound;
import dev.scar.analysis.WindowPrediction;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import dev.scar.schedule.Segment;
import dev.scar.sim.StageRun;
import dev.scar.sim.WindowReplay;
import dev.scar.workload.Model;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Writes the windows of a run for the report: models, stages, what takes their time, what happens
 * when, and how long each link and DRAM is busy.
 */
final class ReportWindowsWriter {
  private static final int MOST_SPANS = 8000;
  private static final int MOST_BUSY = 20_000;
  private static final int LEAST_BUSY = 8;

  private final ReplayComparison comparison;
  private final Plan plan;
  private final long[] freePs;
  private final long[] predictedFreePs;
  private final JsonGenerator json;
  private final SpanBudget budget;
  private final StageSpans spans;

  private ReportWindowsWriter(ReplayComparison comparison, JsonGenerator json) {
    this.comparison = comparison;
    this.plan = comparison.prediction().plan();
    this.freePs = new long[plan.chipletPackage().nop().nodeCount()];
    this.predictedFreePs = new long[freePs.length];
    this.json = json;
    this.budget =
        SpanBudget.of(
            plan.windows().stream().flatMap(window -> window.stages().stream()).toList(),
            MOST_SPANS);
    this.spans = new StageSpans(budget);
  }

  /** Writes the fields {@code barrier} and {@code windows}. */
  static void write(ReplayComparison comparison, JsonGenerator json) throws IOException {
    new ReportWindowsWriter(comparison, json).windows();
  }

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

  private void windows() throws IOException {
    json.writeBooleanField("barrier", plan.barrier());
    json.writeArrayFieldStart("windows");
    long startPs = 0;
    for (ReplayComparison.WindowRow row : comparison.windows()) {
      WindowReplay replayed = comparison.replay().windows().get(row.index());
      WindowPrediction predicted = comparison.prediction().windows().get(row.index());
      Timing timing = Timing.of(predicted, startPs, replayed);
      json.writeStartObject();
      json.writeNumberField("index", row.index());
      json.writeNumberField("predictedPs", row.predictedPs());
      json.writeNumberField("simulatedPs", row.simulatedPs());
      json.writeNumberField("contentionBoundPs", row.bound().latencyPs());
      json.writeStringField("busiest", row.bound().busiest().name());
      json.writeNumberField("predictedFromPs", timing.foreseen().fromPs());
      json.writeNumberField("predictedToPs", timing.foreseen().toPs());
      json.writeNumberField("fromPs", timing.extent().fromPs());
      json.writeNumberField("toPs", timing.extent().toPs());
      models(row);
      json.writeArrayFieldStart("stages");
      for (StageRun run : replayed.stages()) {
        stage(run, timing);
      }
      json.writeEndArray();
      busy(predicted);
      json.writeEndObject();
      startPs += plan.barrier() ? row.predictedPs() : 0;
    }
    json.writeEndArray();
  }

  private void models(ReplayComparison.WindowRow row) throws IOException {
    json.writeArrayFieldStart("models");
    for (ReplayComparison.ModelRow model : row.models()) {
      json.writeStartObject();
      json.writeNumberField("model", model.model());
      json.writeNumberField("layers", model.layers());
      json.writeNumberField("chiplets", model.stages());
      json.writeNumberField("miniBatch", model.miniBatch());
      json.writeNumberField("predictedPs", model.predictedPs());
      json.writeNumberField("simulatedPs", model.simulatedPs());
      json.writeStringField("boundBy", model.boundBy().name().toLowerCase(Locale.ROOT));
      json.writeNumberField("l2OverflowBytes", model.overflowBytes());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void stage(StageRun run, Timing timing) throws IOException {
    Stage stage = run.program().stage();
    Segment segment = stage.segment();
    Model model = plan.schedule().scenario().models().get(stage.model()).model();
    json.writeStartObject();
    json.writeNumberField("model", stage.model());
    json.writeNumberField("chiplet", stage.chiplet());
    json.writeNumberField("layers", segment.layerCount());
    json.writeStringField("first", model.layer(segment.firstLayer()).name());
    json.writeStringField("last", model.layer(segment.endLayer() - 1).name());
    json.writeNumberField("batch", stage.batch());
    json.writeNumberField("miniBatch", stage.miniBatch());
    json.writeNumberField("miniBatches", stage.miniBatches());
    json.writeNumberField("merged", budget.isMerged(stage) ? budget.group(stage) : 0);
    shares(run, timing);
    spans("predicted", spans.predicted(stage, timing.predicted(), timing.startPs()));
    spans("simulated", spans.simulated(run));
    json.writeEndObject();
  }

  private void shares(StageRun run, Timing timing) throws IOException {
    Stage stage = run.program().stage();
    int chiplet = stage.chiplet();
    WindowPrediction predicted = timing.predicted();
    long readyPs = timing.foreseen().readyPs(predictedFreePs[chiplet]) - timing.startPs();
    StageShares shares = StageShares.of(timing.extent(), freePs[chiplet], run);
    int last = stage.miniBatches() - 1;
    freePs[chiplet] = run.finishPs(last);
    predictedFreePs[chiplet] =
        Math.addExact(timing.startPs(), predicted.stageFinishPs(stage, last));
    json.writeObjectFieldStart("shares");
    json.writeNumberField("earlier", shares.earlierPs());
    json.writeNumberField("compute", shares.computePs());
    json.writeNumberField("load", shares.loadPs());
    json.writeNumberField("send", shares.sendPs());
    json.writeNumberField("store", shares.storePs());
    json.writeNumberField("contention", shares.contentionPs());
    json.writeNumberField("wait", shares.waitPs());
    json.writeNumberField("idle", shares.idlePs());
    json.writeNumberField("predictedWait", predictedWaitPs(stage, predicted, readyPs));
    json.writeEndObject();
  }

  /**
   * How long a stage waits for inputs as predicted, since its chiplet can work for the window;
   * times count as in the prediction.
   */
  private static long predictedWaitPs(Stage stage, WindowPrediction predicted, long readyPs) {
    long wait = 0;
    long free = readyPs;
    for (int i = 0; i < stage.miniBatches(); i++) {
      wait += predicted.stageStartPs(stage, i) - free;
      free = predicted.stageFinishPs(stage, i);
    }
    return wait;
  }

  /** Each span as kind, from, to, first mini-batch, number of mini-batches. */
  private void spans(String name, List<StageSpans.Span> list) throws IOException {
    json.writeArrayFieldStart(name);
    for (StageSpans.Span span : list) {
      json.writeStartArray();
      json.writeNumber(span.kind().ordinal());
      json.writeNumber(span.fromPs());
      json.writeNumber(span.toPs());
      json.writeNumber(span.miniBatch());
      json.writeNumber(span.miniBatches());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  /** Busy times of the window's busiest resources, as ordinal and time, the busiest first. */
  private void busy(WindowPrediction predicted) throws IOException {
    long[] busyPs = ContentionBound.busyPs(plan, predicted.plan());
    int most = Math.max(LEAST_BUSY, MOST_BUSY / Math.max(1, plan.windows().size()));
    List<Integer> ordinals =
        IntStream.range(0, busyPs.length)
            .filter(ordinal -> busyPs[ordinal] > 0)
            .boxed()
            .sorted(Comparator.comparingLong((Integer ordinal) -> -busyPs[ordinal]))
            .limit(most)
            .toList();
    json.writeArrayFieldStart("busy");
    for (int ordinal : ordinals) {
      json.writeStartArray();
      json.writeNumber(ordinal);
      json.writeNumber(busyPs[ordinal]);
      json.writeEndArray();
    }
    json.writeEndArray();
  }
}
