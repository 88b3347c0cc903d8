package dev.scar.plan;

import dev.scar.plan.Handover.Need;
import java.util.Arrays;

/**
 * When a chiplet's queues of memory, compute and output have ended what its segments so far gave
 * them to do, in picoseconds ({@code replay-rules.md#rule-25}).
 */
public final class QueueEnds {
  private static final int NEEDS = Need.values().length;

  private final Tail tail;
  private final long[] endPs;

  private QueueEnds(Tail tail, long[] endPs) {
    this.tail = tail;
    this.endPs = endPs;
  }

  /** Those of a chiplet that can begin with anything at this time. */
  public static QueueEnds at(long ps) {
    long[] all = new long[NEEDS];
    Arrays.fill(all, ps);
    return new QueueEnds(Tail.NONE, all);
  }

  private long of(Need need) {
    return endPs[need.ordinal()];
  }

  /** When all has ended. */
  public long allPs() {
    return of(Need.ALL);
  }

  /** The next stage: when its steps may begin, and to be told when they end. */
  public Next then(Stage next) {
    return new Next(next, this, tail.runsOnTo(next));
  }

  /** The ends with one more stage; told of each of its mini-batches, the first one first. */
  public static final class Next {
    private final Stage stage;
    private final QueueEnds before;
    private final boolean runsOn;
    private final long[] latestPs;

    private Next(Stage stage, QueueEnds before, boolean runsOn) {
      this.stage = stage;
      this.before = before;
      this.runsOn = runsOn;
      this.latestPs = (runsOn ? before : at(before.allPs())).endPs.clone();
      latestPs[Need.EARLY.ordinal()] = 0;
    }

    /** When a step may begin, as far as the stages before decide. */
    public long beginPs(int step, int miniBatch) {
      long latest = 0;
      for (Need need : Handover.needs(stage, runsOn, step, miniBatch)) {
        latest = Math.max(latest, before.of(need));
      }
      return latest;
    }

    /**
     * The steps of a mini-batch have ended.
     *
     * @param ps by step, from this index on
     */
    public void ended(long[] ps, int from) {
      latestPs[Need.COMPUTED_BEFORE.ordinal()] = latestPs[Need.COMPUTED.ordinal()];
      latestPs[Need.OUT_BEFORE.ordinal()] = latestPs[Need.OUT.ordinal()];
      for (int s = 0; s < stage.steps().size(); s++) {
        Step step = stage.steps().get(s);
        long endPs = ps[from + s];
        note(Need.ALL, endPs);
        if (step instanceof Step.Compute) {
          note(Need.COMPUTED, endPs);
        } else if (step instanceof Step.Move move) {
          Handover.queues(move.flow().kind()).forEach(need -> note(need, endPs));
        }
      }
    }

    private void note(Need need, long ps) {
      latestPs[need.ordinal()] = Math.max(latestPs[need.ordinal()], ps);
    }

    /** The stage. */
    public Stage stage() {
      return stage;
    }

    /** When all of them have been told. */
    public QueueEnds all() {
      return new QueueEnds(before.tail.then(stage), latestPs);
    }
  }
}
