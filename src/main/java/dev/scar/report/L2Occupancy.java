package dev.scar.report;

import dev.scar.plan.Flow;
import dev.scar.plan.Stage;
import dev.scar.sim.ReplayResult;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import dev.scar.sim.WindowReplay;
import dev.scar.trace.ChromeTraceWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What chiplets hold in their L2 over time, from a replay: the stage's weights from its first
 * mini-batch to its last, or from their arrival on if they came while the stage before ran; the
 * live activations of the mini-batches in work (two or three where loads, computations and sends
 * overlap), and inputs of later mini-batches from their arrival on.
 *
 * <p>What stays for a later segment of its chiplet counts whole from the first mini-batch of the
 * one that makes it.
 *
 * <p>Streamed weights pass through and are not counted, as in the choice of the mini-batch.
 *
 * <p>What is spilled is not there; without that nothing is charged for more than L2 holds, it is
 * reported.
 */
public final class L2Occupancy {
  /** So much from this time on. */
  public record Step(long timePs, long bytes) {}

  /**
   * A chiplet.
   *
   * @param steps by time; ends with 0
   * @param peakBytes the most it holds
   * @param overflowPs how long it holds more than its L2
   */
  public record Chiplet(int node, long l2Bytes, List<Step> steps, long peakBytes, long overflowPs) {
    public Chiplet {
      steps = List.copyOf(steps);
    }

    /** As the drawing shows it. */
    public ChromeTraceWriter.Occupancy counter(PlanLabels labels) {
      return new ChromeTraceWriter.Occupancy(
          labels.chiplet(node),
          steps.stream()
              .map(step -> new ChromeTraceWriter.Point(step.timePs(), step.bytes()))
              .toList());
    }
  }

  /** The most a chiplet holds, for files. */
  record Peak(int chiplet, long l2Bytes, long peakBytes, long overflowPs) {
    static Peak of(Chiplet chiplet) {
      return new Peak(chiplet.node(), chiplet.l2Bytes(), chiplet.peakBytes(), chiplet.overflowPs());
    }
  }

  private record Row(Chiplet chiplet, Step step) {}

  private static final Table<Row> TABLE =
      Table.of(
          Column.<Row>count("chiplet", row -> row.chiplet().node()),
          Column.<Row>size("l2 bytes", row -> row.chiplet().l2Bytes()),
          Column.<Row>time("time", row -> row.step().timePs()),
          Column.<Row>size("bytes", row -> row.step().bytes()));

  private L2Occupancy() {}

  /** Every chiplet that runs something, by node. */
  static List<Chiplet> of(RunReport run) {
    Map<Integer, List<Step>> changes = new TreeMap<>();
    for (WindowReplay window : run.replay().windows()) {
      for (StageRun stage : window.stages()) {
        stage(run.replay(), window, stage, changes);
        window.stages().stream()
            .filter(next -> next.turn() == stage.turn() + 1)
            .filter(next -> next.program().stage().chiplet() == stage.program().stage().chiplet())
            .forEach(next -> once(stage, next, changes));
      }
    }
    List<Chiplet> chiplets = new ArrayList<>();
    changes.forEach(
        (node, list) -> {
          long l2 = run.plan().chipletPackage().chipletAt(node).orElseThrow().type().l2Bytes();
          chiplets.add(chiplet(node, l2, list));
        });
    return chiplets;
  }

  /** {@code l2.csv}: from each time on a chiplet's L2 holds so many bytes. */
  static void write(RunReport run, OutputStream out) throws IOException {
    out.write(TABLE.csvHeader().getBytes(StandardCharsets.UTF_8));
    for (Chiplet chiplet : run.l2()) {
      for (Step step : chiplet.steps()) {
        out.write(TABLE.csvLine(new Row(chiplet, step)).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void stage(
      ReplayResult replay, WindowReplay window, StageRun run, Map<Integer, List<Step>> changes) {
    Stage stage = run.program().stage();
    List<Step> own = changes.computeIfAbsent(stage.chiplet(), node -> new ArrayList<>());
    long weights = stage.weightsResident() ? stage.weightBytes() : 0;
    weights = Math.addExact(weights, stage.kept().bytes());
    own.add(new Step(run.beganPs(0), weights));
    own.add(new Step(run.finishPs(stage.miniBatches() - 1), -weights));
    for (int i = 0; i < stage.miniBatches(); i++) {
      int mini = i;
      long spilled = stage.spill().map(f -> f.sizeBytes(mini, stage.samples(mini))).orElse(0L);
      long live = Math.multiplyExact(stage.activationBytes(), (long) stage.samples(i)) - spilled;
      own.add(new Step(run.beganPs(i), live));
      own.add(new Step(run.finishPs(i), -live));
    }
    for (Transfer transfer : run.transfers()) {
      Flow flow = transfer.program().flow();
      if (flow.kind() == Flow.Kind.PREFETCH) {
        WindowReplay later = replay.windows().get(window.index() + flow.windowsLater());
        StageRun next = later.stages().get(flow.consumerStage());
        own.add(new Step(transfer.arrivalPs(), transfer.sizeBytes()));
        own.add(new Step(next.beganPs(0), -transfer.sizeBytes()));
      }
      if (transfer.program().consumer() >= 0) {
        StageRun to = window.stages().get(flow.consumerStage());
        long started = to.beganPs(transfer.miniBatch());
        if (started > transfer.arrivalPs()) {
          List<Step> theirs =
              changes.computeIfAbsent(to.program().stage().chiplet(), node -> new ArrayList<>());
          theirs.add(new Step(transfer.arrivalPs(), transfer.sizeBytes()));
          theirs.add(new Step(started, -transfer.sizeBytes()));
        }
      }
    }
  }

  /** What a stage hands on counts as the next one's from its beginning on. */
  private static void once(StageRun run, StageRun next, Map<Integer, List<Step>> changes) {
    Stage stage = run.program().stage();
    long bytes = stage.kept().handedBytes();
    long fromPs = next.beganPs(0);
    long lastPs = run.finishPs(stage.miniBatches() - 1);
    if (bytes > 0 && fromPs < lastPs) {
      List<Step> own = changes.computeIfAbsent(stage.chiplet(), node -> new ArrayList<>());
      own.add(new Step(fromPs, -bytes));
      own.add(new Step(lastPs, bytes));
    }
  }

  private static Chiplet chiplet(int node, long l2, List<Step> changes) {
    changes.sort(Comparator.comparingLong(Step::timePs));
    List<Step> steps = new ArrayList<>();
    long bytes = 0;
    long peak = 0;
    long overflow = 0;
    for (int i = 0; i < changes.size(); ) {
      long time = changes.get(i).timePs();
      if (bytes > l2 && !steps.isEmpty()) {
        overflow += time - steps.get(steps.size() - 1).timePs();
      }
      while (i < changes.size() && changes.get(i).timePs() == time) {
        bytes = Math.addExact(bytes, changes.get(i++).bytes());
      }
      steps.add(new Step(time, bytes));
      peak = Math.max(peak, bytes);
    }
    return new Chiplet(node, l2, steps, peak, overflow);
  }
}
