package dev.scar.plan;

import dev.scar.workload.Arrivals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
   * @param miniBatchesBefore for which mini-batch: 0 for the same one, 1 for the one before, …
   */
  record After(int step, int miniBatchesBefore) {
    public After {
      if (step < 0 || miniBatchesBefore < 0) {
        throw new IllegalArgumentException("after step %d, %d".formatted(step, miniBatchesBefore));
      }
    }
  }

  /**
   * Waits until every input of the mini-batch is there.
   *
   * @param arrivals when the samples of the model's own input are there
   */
  record Wait(List<After> after, Arrivals arrivals) implements Step {
    public Wait {
      after = List.copyOf(after);
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
   * The sequential program ({@code replay-rules.md#rule-12}): wait, load, compute, the sends one
   * after another, store; each step blocks the next one, and the last one the next mini-batch.
   */
  static List<Step> inOrder(
      Arrivals arrivals,
      Optional<Flow> load,
      long computePs,
      List<Flow> sends,
      Optional<Flow> store) {
    int last = 1 + sends.size() + (load.isPresent() ? 1 : 0) + (store.isPresent() ? 1 : 0);
    List<Step> steps = new ArrayList<>();
    steps.add(new Wait(List.of(new After(last, 1)), arrivals));
    load.ifPresent(flow -> steps.add(new Move(next(steps), flow)));
    steps.add(new Compute(next(steps), computePs));
    sends.forEach(flow -> steps.add(new Move(next(steps), flow)));
    store.ifPresent(flow -> steps.add(new Move(next(steps), flow)));
    return steps;
  }

  private static List<After> next(List<Step> steps) {
    return List.of(new After(steps.size() - 1, 0));
  }

  /** Whether each of these steps comes right after the one before, and the first after the last. */
  static boolean areInOrder(List<Step> steps) {
    for (int s = 0; s < steps.size(); s++) {
      After before = s == 0 ? new After(steps.size() - 1, 1) : new After(s - 1, 0);
      if (!steps.get(s).after().equals(List.of(before))
          || steps.get(s) instanceof Wait != (s == 0)) {
        return false;
      }
    }
    return true;
  }
}
