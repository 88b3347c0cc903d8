package dev.scar.analysis;

import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.plan.QueueEnds;
import dev.scar.plan.Recurrence;
import dev.scar.plan.Stage;
import dev.scar.plan.Step;
import dev.scar.plan.StoredInput;
import dev.scar.plan.WindowPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Predicts plans ({@code replay-rules.md#rule-13}). <b>Cost:</b> O(stages and flows ×
 * mini-batches).
 */
public final class Predictor {
  private Predictor() {}

  /**
   * Predicts every window.
   *
   * @throws ArithmeticException if a time passes about 106 days
   */
  public static Prediction predict(Plan plan) {
    List<WindowPrediction> windows = new ArrayList<>();
    List<Energy> energies = new ArrayList<>();
    QueueEnds[] queues = new QueueEnds[plan.chipletPackage().nop().nodeCount()];
    Arrays.fill(queues, QueueEnds.at(0));
    for (WindowPlan window : plan.windows()) {
      Carried carried =
          plan.barrier() ? Carried.after(windows) : new Carried(plan, 0, windows, queues);
      windows.add(
          plan.barrier() && !awaitsSamples(window) && !window.sharesChiplets()
              ? predict(window)
              : new Pipelines(window, carried).run());
      energies.add(energy(plan.schedule().chipletPackage(), window));
    }
    return new Prediction(plan, windows, energies);
  }

  private static boolean awaitsSamples(WindowPlan window) {
    return window.stages().stream().anyMatch(s -> s.arrivalPs(s.miniBatches() - 1) > 0);
  }

  /** Predicts one window whose samples are all there. */
  public static WindowPrediction predict(WindowPlan window) {
    if (window.sharesChiplets()) {
      return new Pipelines(window, Carried.NOTHING).run();
    }
    Map<Integer, Long> latencies = new TreeMap<>();
    for (List<Stage> pipeline : window.pipelines()) {
      latencies.put(
          pipeline.get(0).model(),
          Recurrence.of(pipeline)
              .latestPs(
                  Recurrence.Durations.of(pipeline),
                  Recurrence.Ready.AT_ONCE,
                  Recurrence.Listener.NONE));
    }
    return new WindowPrediction(
        window, latencies, () -> new Pipelines(window, Carried.NOTHING).times());
  }

  /**
   * Energy of a window: what is computed, moved over the NoP, and moved to and from DRAM, without
   * static power.
   */
  public static Energy energy(ChipletPackage chipletPackage, WindowPlan window) {
    double compute = 0;
    for (Stage stage : window.stages()) {
      compute += stage.computeEnergyJ() * stage.batch();
    }
    double nop = 0;
    double dram = 0;
    for (Flow flow : window.flows()) {
      double bits = 8.0 * totalBytes(window.stages().get(flow.stage()), flow);
      nop += bits * flow.hops() * chipletPackage.nopJoulePerBit();
      if (flow.kind() != Flow.Kind.SEND) {
        dram += bits * chipletPackage.dramJoulePerBit();
      }
    }
    return new Energy(compute, nop, dram, 0);
  }

  /** Bytes that a flow moves in its whole window. */
  public static long totalBytes(Stage stage, Flow flow) {
    int count = stage.miniBatches();
    long bytes = flow.sizeBytes(0, stage.samples(0));
    if (count > 1) {
      bytes = Math.addExact(bytes, flow.sizeBytes(count - 1, stage.samples(count - 1)));
    }
    if (count > 2) {
      long middle = flow.sizeBytes(1, stage.samples(1));
      bytes = Math.addExact(bytes, Math.multiplyExact(middle, count - 2L));
    }
    return bytes;
  }

  /**
   * What a window takes over from those before.
   *
   * @param plan null with the barrier
   * @param startPs from when its times count
   * @param queues when each node's chiplet has ended what its stages so far gave it to do; empty
   *     with the barrier
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  private record Carried(
      @Nullable Plan plan, long startPs, List<WindowPrediction> windows, QueueEnds[] queues) {
    static final Carried NOTHING = after(List.of());

    /** With the barrier. */
    static Carried after(List<WindowPrediction> windows) {
      return new Carried(null, Prediction.sumPs(windows), windows, new QueueEnds[0]);
    }

    QueueEnds queues(int chiplet) {
      return plan == null ? QueueEnds.at(0) : queues[chiplet];
    }

    List<StoredInput> storedInputs(int window, Stage stage) {
      return plan == null ? List.of() : StoredInput.of(plan, window, stage);
    }

    /** When so many samples have been stored. */
    long storedPs(StoredInput input, long samples) {
      Flow store = input.producer().store().orElseThrow();
      return windows.get(input.window()).arrivalPs(store, input.miniBatchesFor(samples) - 1);
    }

    void finished(Map<Integer, QueueEnds> ends) {
      if (plan != null) {
        ends.forEach((chiplet, end) -> queues[chiplet] = end);
      }
    }
  }

  /** The pipelines of one window. */
  private static final class Pipelines {
    private final WindowPlan window;
    private final Carried carried;
    private final long[][] stageBegan;
    private final long[][] stageStart;
    private final long[][] stageFinish;
    private final long[][] release;
    private final long[][] arrival;
    private final Map<Integer, QueueEnds> queues = new TreeMap<>();

    Pipelines(WindowPlan window, Carried carried) {
      this.window = window;
      this.carried = carried;
      int stages = window.stages().size();
      int flows = window.flows().size();
      stageBegan = new long[stages][];
      stageStart = new long[stages][];
      stageFinish = new long[stages][];
      release = new long[flows][];
      arrival = new long[flows][];
    }

    /** What waits for earlier windows has to be walked through at once. */
    WindowPrediction run() {
      WindowPrediction.Times times = times();
      Map<Integer, Long> latencies = new TreeMap<>();
      for (List<Stage> pipeline : window.pipelines()) {
        long latest = 0;
        for (Stage stage : pipeline) {
          long finish = stageFinish[stage.ordinal()][stage.miniBatches() - 1];
          latest = Math.max(latest, finish);
        }
        latencies.put(pipeline.get(0).model(), latest);
      }
      carried.finished(queues);
      return new WindowPrediction(window, latencies, () -> times);
    }

    WindowPrediction.Times times() {
      window.groups().forEach(this::run);
      return new WindowPrediction.Times(stageBegan, stageStart, stageFinish, release, arrival);
    }

    private void run(List<Stage> group) {
      Recurrence recurrence = Recurrence.of(group);
      Recurrence.Durations durations = Recurrence.Durations.of(group);
      List<List<StoredInput>> stored = new ArrayList<>();
      List<QueueEnds.Next> then = new ArrayList<>();
      for (Stage stage : group) {
        QueueEnds known = queues.get(stage.chiplet());
        then.add((known == null ? carried.queues(stage.chiplet()) : known).then(stage));
        stored.add(carried.storedInputs(window.index(), stage));
        stageBegan[stage.ordinal()] = new long[stage.miniBatches()];
        stageStart[stage.ordinal()] = new long[stage.miniBatches()];
        stageFinish[stage.ordinal()] = new long[stage.miniBatches()];
        stage.flows().forEach(flow -> release[flow.ordinal()] = new long[stage.miniBatches()]);
        stage.flows().forEach(flow -> arrival[flow.ordinal()] = new long[stage.miniBatches()]);
      }
      recurrence.latestPs(
          durations,
          new Recurrence.Ready() {
            @Override
            public long ps(int k, int miniBatch) {
              return readyPs(group.get(k), stored.get(k), miniBatch);
            }

            @Override
            public long stepPs(int k, int step, int miniBatch) {
              return then.get(k).beginPs(step, miniBatch);
            }

            @Override
            public long sentPs(int k, int miniBatch) {
              return group.size() == 1 ? inputsPs(group.get(k), miniBatch) : 0;
            }
          },
          (i, endPs) -> {
            for (int k = 0; k < group.size(); k++) {
              note(group.get(k), recurrence.firstStep(k), i, endPs, durations.of(i));
              then.get(k).ended(endPs, recurrence.firstStep(k));
            }
          });
      then.forEach(next -> queues.put(next.stage().chiplet(), next.all()));
    }

    /** When everything is there that stages of groups before send. */
    private long inputsPs(Stage stage, int miniBatch) {
      long latest = 0;
      for (int flow : stage.inputs()) {
        latest = Math.max(latest, arrival[flow][miniBatch]);
      }
      return latest;
    }

    private long readyPs(Stage stage, List<StoredInput> stored, int miniBatch) {
      long ready = Math.max(0, stage.arrivalPs(miniBatch) - carried.startPs());
      long samples = Math.min(stage.batch(), (miniBatch + 1L) * stage.miniBatch());
      for (StoredInput input : stored) {
        ready = Math.max(ready, carried.storedPs(input, samples));
      }
      return ready;
    }

    private void note(Stage stage, int first, int miniBatch, long[] endPs, long[] takesPs) {
      long began = Long.MAX_VALUE;
      long finish = 0;
      for (int s = 0; s < stage.steps().size(); s++) {
        long end = endPs[first + s];
        finish = Math.max(finish, end);
        if (stage.steps().get(s) instanceof Step.Wait wait) {
          if (wait.isLast()) {
            stageStart[stage.ordinal()][miniBatch] = end;
          }
          continue;
        }
        began = Math.min(began, end - takesPs[first + s]);
        if (stage.steps().get(s) instanceof Step.Move move) {
          release[move.flow().ordinal()][miniBatch] = end - takesPs[first + s];
          arrival[move.flow().ordinal()][miniBatch] = end;
        }
      }
      stageBegan[stage.ordinal()][miniBatch] = began;
      stageFinish[stage.ordinal()][miniBatch] = finish;
    }
  }
}
