package dev.scar.search;

/**
 * When what came before a stage on its chiplet is over, as far as it has to wait for that; with the
 * queues of the two run on ({@code replay-rules.md#rule-25}).
 *
 * @param memoryPs all loads and stores
 * @param earlyPs the weights that they load for the stage; 0 if there are none
 * @param computedPs all computations
 * @param computedBeforePs those but the last one
 * @param outPs all that is sent and stored
 * @param outBeforePs that but what is of the last mini-batch
 */
public record WorkBefore(
    long memoryPs,
    long earlyPs,
    long computedPs,
    long computedBeforePs,
    long outPs,
    long outBeforePs) {
  /** Nothing came before. */
  public static final WorkBefore NOTHING = all(0);

  /** All of it at once. */
  public static WorkBefore all(long ps) {
    return new WorkBefore(ps, ps, ps, ps, ps, ps);
  }
}
