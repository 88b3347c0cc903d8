package dev.scar.plan;

import dev.scar.workload.Arrivals;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One thing that a stage does for every mini-batch. {@link Recurrence} predicts when it happens,
 * the simulator makes it happen; both go by what it comes after.
 *
 * <p>A step works on one mini-batch at a time, in order. What a stage waits for from outside its
 * chiplet belongs to {@link Wait}.
 */
public sealed interface Step {
  /** What must have ended before it begins. */
  List<After> after();

  /** How long it takes for a mini-batch of so many samples if no transfer waits for another. */
  long durationPs(int miniBatch, int samples);

  /**
   * A step of the same stage that must have ended.
   *
   * @param step its place among the stage's steps
   * @param miniBatchesBefore for which mini-batch: 0 for the same one, 1 for the one before, …; −1
   *     for the next one, if there is one
   * @param lastOnly whether only the step's last mini-batch is waited for
   */
  record After(int step, int miniBatchesBefore, boolean lastOnly) {
    public After {
      if (step < 0 || miniBatchesBefore < -1) {
        throw new IllegalArgumentException("after step %d, %d".formatted(step, miniBatchesBefore));
      }
    }

    public After(int step, int miniBatchesBefore) {
      this(step, miniBatchesBefore, false);
    }

    /**
     * The mini-batch of the step that must have ended before this one of so many; negative if there
     * is none.
     */
    public int of(int miniBatch, int count) {
      int of = miniBatch - miniBatchesBefore;
      return of >= count || (lastOnly && of < count - 1) ? -1 : of;
    }
  }

  /** What comes from outside a chiplet. */
  enum Input {
    /** What other stages of the window send. */
    SENT,
    /** What is read from DRAM: samples that arrive, what earlier windows stored. */
    READ
  }

  /**
   * Waits until inputs of the mini-batch are there.
   *
   * @param inputs which
   * @param arrivals when the samples of the model's own input are there
   */
  record Wait(List<After> after, Set<Input> inputs, Arrivals arrivals) implements Step {
    public Wait {
      after = List.copyOf(after);
      inputs = Set.copyOf(inputs);
    }

    /** For all inputs. */
    public Wait(List<After> after, Arrivals arrivals) {
      this(after, EnumSet.allOf(Input.class), arrivals);
    }

    /** Whether a mini-batch starts when this ends: all else that it waits for is there, too. */
    public boolean isLast() {
      return inputs.contains(Input.SENT);
    }

    @Override
    public long durationPs(int miniBatch, int samples) {
      return 0;
    }
  }

  /** Keeps the processing elements busy. */
  record Compute(List<After> after, long psPerSample) implements Step {
    public Compute {
      after = List.copyOf(after);
    }

    @Override
    public long durationPs(int miniBatch, int samples) {
      return Math.multiplyExact(psPerSample, (long) samples);
    }
  }

  /** Moves data and waits for its last byte to arrive; nothing at all where there are no bytes. */
  record Move(List<After> after, Flow flow) implements Step {
    public Move {
      after = List.copyOf(after);
    }

    @Override
    public long durationPs(int miniBatch, int samples) {
      return flow.path().durationPs(flow.sizeBytes(miniBatch, samples));
    }
  }

  /**
   * The sequential program ({@code replay-rules.md#rule-12}): wait, load, spill and refill what L2
   * does not hold, compute, the sends one after another, store; each step blocks the next one, and
   * the last one the next mini-batch.
   */
  static List<Step> inOrder(
      Arrivals arrivals,
      Optional<Flow> load,
      List<Flow> spill,
      long computePs,
      List<Flow> sends,
      Optional<Flow> store) {
    int merged = (load.isPresent() ? 1 : 0) + (store.isPresent() ? 1 : 0);
    int last = 1 + merged + spill.size() + sends.size();
    int branches = store.isPresent() ? 0 : branches(sends);
    List<Step> steps = new ArrayList<>();
    steps.add(new Wait(after(last, branches, 1), arrivals));
    load.ifPresent(flow -> steps.add(new Move(next(steps), flow)));
    spill.forEach(flow -> steps.add(new Move(next(steps), flow)));
    steps.add(new Compute(next(steps), computePs));
    sends.forEach(flow -> steps.add(new Move(flow.isBranch() ? along(steps) : next(steps), flow)));
    store.ifPresent(flow -> steps.add(new Move(next(steps), flow)));
    return steps;
  }

  /**
   * The overlapped program ({@code replay-rules.md#rule-22}): memory, compute and output work side
   * by side. A load runs up to two mini-batches ahead; the store of a mini-batch comes after the
   * load of the next one, so that the two never meet; the outputs of a mini-batch come after those
   * of the one before, and no more than two mini-batches are between their load and their last
   * output. What is prefetched comes right after the last load, and the stores that are left come
   * after it.
   */
  static List<Step> overlapped(
      Arrivals arrivals,
      Optional<Flow> load,
      long computePs,
      List<Flow> sends,
      Optional<Flow> prefetch,
      Optional<Flow> store) {
    int wait = load.isPresent() ? 2 : 0;
    int compute = wait + 1;
    int sent = compute + sends.size();
    int last = store.isPresent() ? sent + (prefetch.isPresent() ? 2 : 1) : sent;
    int branches = store.isPresent() ? 0 : branches(sends);
    List<Step> steps = new ArrayList<>();
    List<After> begins = new ArrayList<>(List.of(new After(compute, 1)));
    if (load.isPresent()) {
      List<After> buffer = new ArrayList<>(List.of(new After(1, 1), new After(compute, 2)));
      store.ifPresent(flow -> buffer.add(new After(last, 2)));
      steps.add(new Wait(buffer, EnumSet.of(Input.READ), arrivals));
      steps.add(new Move(next(steps), load.get()));
      begins.add(new After(1, 0));
    }
    if (last > compute) {
      begins.addAll(after(last, branches, 2));
    }
    steps.add(
        load.isPresent()
            ? new Wait(begins, EnumSet.of(Input.SENT), Arrivals.AT_ONCE)
            : new Wait(begins, arrivals));
    steps.add(new Compute(next(steps), computePs));
    for (Flow flow : sends) {
      List<After> after = new ArrayList<>(flow.isBranch() ? along(steps) : next(steps));
      if (steps.size() == compute + 1) {
        after.addAll(after(last, branches, 1));
      }
      steps.add(new Move(after, flow));
    }
    prefetch.ifPresent(
        flow -> steps.add(new Move(List.of(new After(load.isPresent() ? 1 : wait, 0)), flow)));
    if (store.isPresent()) {
      List<After> after = new ArrayList<>(after(sent, branches(sends), 0));
      if (prefetch.isPresent()) {
        after.add(new After(sent + 1, 0, true));
        after.add(new After(sent + 1, -1, true));
      }
      if (load.isPresent()) {
        after.add(new After(1, -1));
      }
      steps.add(new Move(after, store.get()));
    }
    return steps;
  }

  /**
   * By step, how many mini-batches it is to be looked at before those that nobody needs early: what
   * others come after for the next mini-batch, such as the load that a store waits for. Steps that
   * are as much ahead are looked at in their order.
   *
   * @throws IllegalArgumentException if a step comes after itself
   */
  static int[] ahead(List<Step> steps) {
    int[] ahead = new int[steps.size()];
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int s = 0; s < ahead.length; s++) {
        for (After after : steps.get(s).after()) {
          int later = after.step() > s ? 1 : 0;
          int needed = ahead[s] - after.miniBatchesBefore() + later;
          if (ahead[after.step()] < needed) {
            ahead[after.step()] = needed;
            changed = true;
          }
        }
        if (ahead[s] > ahead.length) {
          throw new IllegalArgumentException("step " + s + " comes after itself");
        }
      }
    }
    return ahead;
  }

  /** After the latest step, and those that it goes along with. */
  private static List<After> next(List<Step> steps) {
    int last = steps.size() - 1;
    int branches = 0;
    while (isBranch(steps.get(last - branches))) {
      branches++;
    }
    return after(last, branches, 0);
  }

  /** Along with the latest step. */
  private static List<After> along(List<Step> steps) {
    return steps.get(steps.size() - 1).after();
  }

  /** After a step and so many before it. */
  private static List<After> after(int step, int branches, int miniBatchesBefore) {
    return IntStream.rangeClosed(step - branches, step)
        .mapToObj(s -> new After(s, miniBatchesBefore))
        .toList();
  }

  /** How many sends at the end are branches of the one before them. */
  private static int branches(List<Flow> sends) {
    int branches = 0;
    while (branches < sends.size() && sends.get(sends.size() - 1 - branches).isBranch()) {
      branches++;
    }
    return branches;
  }

  /** Whether a step begins together with the one before it. */
  static boolean isBranch(Step step) {
    return step instanceof Move move && move.flow().isBranch();
  }

  /**
   * Whether each of these steps comes right after the one before, or begins together with it, and
   * the first comes after the last.
   */
  static boolean areInOrder(List<Step> steps) {
    for (int s = 0; s < steps.size(); s++) {
      List<After> right =
          s == 0
              ? next(steps).stream().map(last -> new After(last.step(), 1)).toList()
              : isBranch(steps.get(s)) ? along(steps.subList(0, s)) : next(steps.subList(0, s));
      if (!steps.get(s).after().equals(right) || steps.get(s) instanceof Wait != (s == 0)) {
        return false;
      }
    }
    return true;
  }
}
