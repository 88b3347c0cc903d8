package dev.scar.analysis;

import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.plan.Stage;
import dev.scar.plan.StoredInput;
import dev.scar.plan.WindowPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    long[] chipletFreePs = new long[plan.chipletPackage().nop().nodeCount()];
    for (WindowPlan window : plan.windows()) {
      windows.add(
          plan.barrier()
              ? predict(window)
              : new Recurrence(window, new Carried(plan, windows, chipletFreePs)).run());
      energies.add(energy(plan.schedule().chipletPackage(), window));
    }
    return new Prediction(plan, windows, energies);
  }

  /** Predicts one window. */
  public static WindowPrediction predict(WindowPlan window) {
    return new Recurrence(window, Carried.NOTHING).run();
  }

  /** Energy of a window: what is computed, moved over the NoP, and moved to and from DRAM. */
  public static Energy energy(ChipletPackage chipletPackage, WindowPlan window) {
    double compute = 0;
    for (Stage stage : window.stages()) {
      compute += stage.computeEnergyJ() * stage.batch();
    }
    double nop = 0;
    double dram = 0;
    for (Flow flow : window.flows()) {
      double bits = 8.0 * totalBytes(window.stages().get(flow.stage()), flow);
      nop += bits * flow.path().hops() * chipletPackage.nopJoulePerBit();
      if (flow.kind() != Flow.Kind.SEND) {
        dram += bits * chipletPackage.dramJoulePerBit();
      }
    }
    return new Energy(compute, nop, dram);
  }

  /** Bytes that a flow moves in its whole window. */
  public static long totalBytes(Stage stage, Flow flow) {
    long weightLoads = flow.weightsEveryTime() ? stage.miniBatches() : 1;
    return Math.addExact(
        Math.multiplyExact(flow.bytesPerSample(), (long) stage.batch()),
        Math.multiplyExact(flow.weightBytes(), weightLoads));
  }

  /**
   * What a window without barrier takes over from the windows before.
   *
   * @param chipletFreePs when each node's chiplet is through with its stages so far
   */
  private record Carried(
      @Nullable Plan plan, List<WindowPrediction> windows, long[] chipletFreePs) {
    static final Carried NOTHING = new Carried(null, List.of(), new long[0]);

    long freePs(Stage stage) {
      return plan == null ? 0 : chipletFreePs[stage.chiplet()];
    }

    List<StoredInput> storedInputs(int window, Stage stage) {
      return plan == null ? List.of() : StoredInput.of(plan, window, stage);
    }

    /** When so many samples have been stored. */
    long storedPs(StoredInput input, long samples) {
      Flow store = input.producer().store().orElseThrow();
      return windows.get(input.window()).arrivalPs(store, input.miniBatchesFor(samples) - 1);
    }

    void finished(Stage stage, long timePs) {
      if (plan != null) {
        chipletFreePs[stage.chiplet()] = timePs;
      }
    }
  }

  /** The pipeline recurrence of one window. */
  private static final class Recurrence {
    private final WindowPlan window;
    private final Carried carried;
    private final long[][] stageStart;
    private final long[][] stageFinish;
    private final long[][] release;
    private final long[][] arrival;

    Recurrence(WindowPlan window, Carried carried) {
      this.window = window;
      this.carried = carried;
      int stages = window.stages().size();
      int flows = window.flows().size();
      stageStart = new long[stages][];
      stageFinish = new long[stages][];
      release = new long[flows][];
      arrival = new long[flows][];
    }

    WindowPrediction run() {
      for (Flow flow : window.flows()) {
        int miniBatches = window.stages().get(flow.stage()).miniBatches();
        release[flow.ordinal()] = new long[miniBatches];
        arrival[flow.ordinal()] = new long[miniBatches];
      }
      long latest = 0;
      for (Stage stage : window.stages()) {
        latest = Math.max(latest, run(stage));
      }
      return new WindowPrediction(window, latest, stageStart, stageFinish, release, arrival);
    }

    private long run(Stage stage) {
      int miniBatches = stage.miniBatches();
      long[] starts = new long[miniBatches];
      long[] finishes = new long[miniBatches];
      List<StoredInput> stored = carried.storedInputs(window.index(), stage);
      long free = carried.freePs(stage);
      for (int i = 0; i < miniBatches; i++) {
        long now = free;
        long samples = Math.min(stage.batch(), (i + 1L) * stage.miniBatch());
        for (StoredInput input : stored) {
          now = Math.max(now, carried.storedPs(input, samples));
        }
        for (int input : stage.inputs()) {
          now = Math.max(now, arrival[input][i]);
        }
        starts[i] = now;
        now = move(stage, stage.load(), i, now);
        now = Math.addExact(now, Math.multiplyExact(stage.computePs(), (long) stage.samples(i)));
        for (Flow send : stage.sends()) {
          now = move(stage, Optional.of(send), i, now);
        }
        now = move(stage, stage.store(), i, now);
        finishes[i] = now;
        free = now;
      }
      stageStart[stage.ordinal()] = starts;
      stageFinish[stage.ordinal()] = finishes;
      carried.finished(stage, free);
      return free;
    }

    private long move(Stage stage, Optional<Flow> flow, int miniBatch, long now) {
      if (flow.isEmpty()) {
        return now;
      }
      Flow moved = flow.get();
      long size = moved.sizeBytes(miniBatch, stage.samples(miniBatch));
      long end = Math.addExact(now, moved.path().durationPs(size));
      release[moved.ordinal()][miniBatch] = now;
      arrival[moved.ordinal()][miniBatch] = end;
      return end;
    }
  }
}
