package dev.scar.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When the steps of one model's stages in a window end if no transfer waits for another: the
 * pipeline recurrence ({@code model.md#pipeline}), and the only place where it is written.
 *
 * <p>{@code start(k,i) = max(arrival of every input for i, finish(k,i-1))}, and every further step
 * follows on the one before; where steps are not in that order, {@code begin(s,i)} is the latest
 * end of what the step comes after. Steps are numbered through all stages. <b>Cost:</b> O(steps and
 * inputs × mini-batches) time, O(steps) space; O(steps and inputs) time where all is in order and
 * nobody waits or listens.
 */
public final class Recurrence {
  private final int[] from;
  private final int[][] inputs;
  private final List<List<Step>> programs;
  private final boolean[] along;

  /**
   * How long each step takes: in the first mini-batch, which loads weights, in the last one, which
   * may be smaller, and in those between; all of them are alike.
   */
  public record Durations(int miniBatches, long[] first, long[] middle, long[] last) {
    /** By step. */
    public long[] of(int miniBatch) {
      return miniBatch == 0 ? first : miniBatch == miniBatches - 1 ? last : middle;
    }

    /** Those of the stages of one model in a window. */
    public static Durations of(List<Stage> pipeline) {
      int count = pipeline.get(0).miniBatches();
      return new Durations(
          count,
          steps(pipeline, 0),
          steps(pipeline, Math.min(1, count - 1)),
          steps(pipeline, count - 1));
    }

    private static long[] steps(List<Stage> pipeline, int miniBatch) {
      return pipeline.stream()
          .flatMapToLong(
              stage ->
                  stage.steps().stream()
                      .mapToLong(s -> s.durationPs(miniBatch, stage.samples(miniBatch))))
          .toArray();
    }
  }

  /** When a mini-batch of a stage can start, as far as others than these stages decide. */
  @FunctionalInterface
  public interface Ready {
    /** At once. */
    Ready AT_ONCE = (stage, miniBatch) -> 0;

    /** When what it reads is there. */
    long ps(int stage, int miniBatch);

    /** When stages before it on its chiplet let a step of it begin. */
    default long stepPs(int stage, int step, int miniBatch) {
      return 0;
    }

    /** When all is there that stages besides these send. */
    default long sentPs(int stage, int miniBatch) {
      return 0;
    }
  }

  /** Told when the steps of a mini-batch have ended. */
  @FunctionalInterface
  public interface Listener {
    /** Nobody. */
    Listener NONE = (miniBatch, endPs) -> {};

    /** By step; valid until this returns. */
    void ended(int miniBatch, long[] endPs);
  }

  private Recurrence(int[] from, int[][] inputs, List<List<Step>> programs, boolean[] along) {
    this.from = from;
    this.inputs = inputs;
    this.programs = programs;
    this.along = along;
  }

  /**
   * Stages that do everything in order. Their steps are: wait, load, compute, each send, store;
   * those without bytes take no time.
   */
  public static Recurrence of(Cut cut) {
    int[] from = new int[cut.stages() + 1];
    List<List<Integer>> inputs = new ArrayList<>();
    for (int k = 0; k < cut.stages(); k++) {
      from[k + 1] = from[k] + 4 + cut.sends(k).length;
      inputs.add(new ArrayList<>());
    }
    boolean[] along = new boolean[from[cut.stages()]];
    for (int k = 0; k < cut.stages(); k++) {
      for (int e = 0; e < cut.sends(k).length; e++) {
        inputs.get(cut.sends(k)[e].toStage()).add(from[k] + 3 + e);
        along[from[k] + 3 + e] = cut.sends(k)[e].along();
      }
    }
    return new Recurrence(from, arrays(inputs), List.of(), along);
  }

  /** The stages of one model in a window, in order, or some of them. */
  public static Recurrence of(List<Stage> pipeline) {
    int[] from = new int[pipeline.size() + 1];
    Map<Integer, Integer> stepOf = new HashMap<>();
    for (int k = 0; k < pipeline.size(); k++) {
      from[k + 1] = from[k];
      for (Step step : pipeline.get(k).steps()) {
        if (step instanceof Step.Move move) {
          stepOf.put(move.flow().ordinal(), from[k + 1]);
        }
        from[k + 1]++;
      }
    }
    boolean[] along = new boolean[from[pipeline.size()]];
    for (int k = 0; k < pipeline.size(); k++) {
      for (int s = from[k]; s < from[k + 1]; s++) {
        along[s] = Step.isBranch(pipeline.get(k).steps().get(s - from[k]));
      }
    }
    boolean inOrder = pipeline.stream().map(Stage::steps).allMatch(Step::areInOrder);
    return new Recurrence(
        from,
        arrays(
            pipeline.stream()
                .map(s -> s.inputs().stream().filter(stepOf::containsKey).map(stepOf::get).toList())
                .toList()),
        inOrder ? List.of() : pipeline.stream().map(Stage::steps).toList(),
        along);
  }

  private static int[][] arrays(List<List<Integer>> lists) {
    return lists.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  /** Number of the first step of a stage; for the number of stages, the number of steps. */
  public int firstStep(int stage) {
    return from[stage];
  }

  /**
   * When all is over.
   *
   * @throws ArithmeticException if a time passes about 106 days
   */
  public long latestPs(Durations durations, Ready ready, Listener listener) {
    return programs.isEmpty()
        ? inOrder(durations, ready, listener)
        : inAnyOrder(durations, ready, listener);
  }

  /**
   * Walks through the mini-batches. Where only the end matters, all those between the second and
   * the last but one are passed at once: they are alike, so a longest path through stages and
   * mini-batches that passes some of them in one stage and some in another is no longer than one
   * that passes all of them in the slower of the two.
   */
  private long inOrder(Durations durations, Ready ready, Listener listener) {
    int stages = inputs.length;
    int count = durations.miniBatches();
    boolean endOnly = ready == Ready.AT_ONCE && listener == Listener.NONE && count > 3;
    long[] end = new long[from[stages]];
    long[] finish = new long[stages];
    int passed = 0;
    for (int i = 0; i < count; i += passed) {
      long[] takes = durations.of(i);
      for (int k = 0; k < stages; k++) {
        int step = from[k];
        int next = from[k + 1];
        long busy = Math.multiplyExact(finish[k] - end[step], (long) passed);
        long now = Math.max(Math.addExact(end[step], busy), ready.ps(k, i));
        now = Math.max(now, ready.stepPs(k, 0, i));
        now = Math.max(now, ready.sentPs(k, i));
        for (int input : inputs[k]) {
          now = Math.max(now, end[input]);
        }
        end[step] = now;
        long begin = now;
        while (++step < next) {
          begin = along[step] ? begin : now;
          end[step] = Math.addExact(begin, takes[step]);
          now = Math.max(now, end[step]);
        }
        finish[k] = now;
      }
      listener.ended(i, end);
      passed = endOnly && i == 1 ? count - 3 : 1;
    }
    return Arrays.stream(finish).max().orElse(0);
  }

  /**
   * Walks through the mini-batches. A step that others come after for the next mini-batch, such as
   * a load ahead of a store, is a mini-batch ahead of them.
   */
  private long inAnyOrder(Durations durations, Ready ready, Listener listener) {
    int[] ahead =
        programs.stream().flatMapToInt(steps -> Arrays.stream(Step.ahead(steps))).toArray();
    int most = Arrays.stream(ahead).max().orElse(0);
    long[][] ends = new long[kept(most)][ahead.length];
    int count = durations.miniBatches();
    long latest = 0;
    for (int pass = -most; pass < count; pass++) {
      for (int k = 0; k < inputs.length; k++) {
        for (int s = from[k]; s < from[k + 1]; s++) {
          int i = pass + ahead[s];
          if (i >= 0 && i < count) {
            long begin = begin(ends, k, s, i, count, ready);
            long end = Math.addExact(begin, durations.of(i)[s]);
            ends[i % ends.length][s] = end;
            latest = Math.max(latest, end);
          }
        }
      }
      if (pass >= 0) {
        listener.ended(pass, ends[pass % ends.length]);
      }
    }
    return latest;
  }

  private long begin(long[][] ends, int stage, int s, int i, int count, Ready ready) {
    Step step = programs.get(stage).get(s - from[stage]);
    long begin = ready.stepPs(stage, s - from[stage], i);
    begin = i == 0 ? begin : Math.max(begin, ends[(i - 1) % ends.length][s]);
    if (step instanceof Step.Wait wait) {
      if (wait.inputs().contains(Step.Input.READ)) {
        begin = Math.max(begin, ready.ps(stage, i));
      }
      if (wait.inputs().contains(Step.Input.SENT)) {
        begin = Math.max(begin, ready.sentPs(stage, i));
        for (int input : inputs[stage]) {
          begin = Math.max(begin, ends[i % ends.length][input]);
        }
      }
    }
    for (Step.After after : step.after()) {
      int of = after.of(i, count);
      if (of >= 0) {
        begin = Math.max(begin, ends[of % ends.length][from[stage] + after.step()]);
      }
    }
    return begin;
  }

  /** How many mini-batches the walk looks back, its own one and those ahead. */
  private int kept(int ahead) {
    int back = 1;
    for (List<Step> program : programs) {
      for (Step step : program) {
        for (Step.After after : step.after()) {
          back = Math.max(back, after.miniBatchesBefore());
        }
      }
    }
    return 1 + back + ahead;
  }
}
