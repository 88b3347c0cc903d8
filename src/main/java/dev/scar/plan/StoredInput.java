package dev.scar.plan;

import dev.scar.workload.Model;
import java.util.ArrayList;
import java.util.List;

/**
 * A stage that reads from DRAM what another stage of its model stored in an earlier window.
 *
 * <p>With the barrier between windows it is always there. Without it, a mini-batch waits until the
 * producer has stored every sample of it; the two may be cut into different mini-batches.
 *
 * @param window the producer's window
 * @param producer the stage that stores
 */
public record StoredInput(int window, Stage producer) {
  /** How many mini-batches of the producer hold the first so many samples. */
  public int miniBatchesFor(long samples) {
    return (int) ((samples + producer.miniBatch() - 1) / producer.miniBatch());
  }

  /**
   * What a stage of this window reads, by window and stage. <b>Cost:</b> O(producers of its layers
   * × stages of earlier windows).
   */
  public static List<StoredInput> of(Plan plan, int window, Stage stage) {
    List<StoredInput> found = new ArrayList<>();
    for (int earlier = 0; earlier < window; earlier++) {
      for (Stage producer : plan.windows().get(earlier).stages()) {
        if (producer.model() == stage.model() && reads(plan, stage, producer)) {
          found.add(new StoredInput(earlier, producer));
        }
      }
    }
    return found;
  }

  private static boolean reads(Plan plan, Stage stage, Stage producer) {
    Model model = plan.schedule().scenario().models().get(stage.model()).model();
    for (int layer = stage.segment().firstLayer(); layer < stage.segment().endLayer(); layer++) {
      for (int from : model.layer(layer).producers()) {
        if (producer.segment().contains(from)) {
          return true;
        }
      }
    }
    return false;
  }
}
