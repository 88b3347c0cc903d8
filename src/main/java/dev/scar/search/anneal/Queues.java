package dev.scar.search.anneal;

import dev.scar.plan.Holding;
import dev.scar.plan.Tail;
import dev.scar.schedule.Execution;
import dev.scar.search.SideBySide;
import dev.scar.search.WorkBefore;
import java.util.Arrays;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * When the models of a schedule without barriers are finished: every chiplet works through its
 * segments window after window, each mini-batch as soon as its inputs are there. It is the
 * prediction of {@code analysis}. Not for several threads.
 *
 * <p>Windows before a change keep their times, back to those where a chiplet would load other
 * weights early now. <b>Cost:</b> O(mini-batches of the stages from there on).
 */
final class Queues {
  private final int models;
  private final int chiplets;
  private Times[] accepted = new Times[16];
  private Times[] trial = new Times[16];
  private Row[] rows = new Row[16];
  private int windows;
  private final SideBySide steps = new SideBySide();
  private final Fabric fabric;
  private final boolean overlaps;

  /**
   * The last stages of a chiplet so far, where they overlap: when they end, what they hold.
   *
   * @param fetched whether the weights of the next one have come with them
   */
  private record Last(WorkBefore ended, Tail tail, boolean fetched) {}

  /**
   * Times of a window.
   *
   * @param finishPs by model, then by stage and mini-batch
   * @param freePs by chiplet: when it is through with this window and all before
   * @param lasts by chiplet: its last stage; null where it does one thing after another, or nothing
   * @param modelPs by model: when it is through with this window
   * @param latestPs when all is done so far
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  private record Times(
      long[] @Nullable [] finishPs,
      long[] freePs,
      @Nullable Last[] lasts,
      long[] modelPs,
      long latestPs) {}

  Queues(Ground ground) {
    this.models = ground.tables().length;
    this.fabric = ground.fabric();
    this.chiplets = fabric.size();
    this.overlaps = ground.execution().execution() == Execution.OVERLAPPED;
  }

  /**
   * When all is done with a change of the schedule.
   *
   * @param schedule the windows before the change, of which there are so many
   * @param tooLate where to give up
   * @return if it is given up, a latency that is too late
   */
  long latencyPs(Row[] schedule, int count, Proposal proposal, LongPredicate tooLate) {
    int at = proposal.at();
    int change = proposal.added() - proposal.removed();
    windows = count + change;
    if (windows > trial.length) {
      accepted = Arrays.copyOf(accepted, 2 * windows);
      trial = Arrays.copyOf(trial, 2 * windows);
      rows = Arrays.copyOf(rows, 2 * windows);
    }
    for (int w = 0; w < windows; w++) {
      rows[w] =
          w < at
              ? schedule[w]
              : w < at + proposal.added() ? proposal.row(w - at) : schedule[w - change];
      trial[w] = accepted[w];
    }
    int from = overlaps ? firstTouched(schedule, count, at) : at;
    long latest = from == 0 ? 0 : accepted[from - 1].latestPs();
    for (int w = from; w < windows && !tooLate.test(latest); w++) {
      trial[w] = times(w);
      latest = trial[w].latestPs();
    }
    return latest;
  }

  /** The change is made. */
  void accept() {
    System.arraycopy(trial, 0, accepted, 0, windows);
  }

  /** When a model is finished in the schedule with the last change, which was not too late. */
  long finishPs(int model) {
    return trial[windows - 1].modelPs()[model];
  }

  private static boolean fetched(@Nullable Last[] lasts, int chiplet) {
    Last last = lasts[chiplet];
    return last != null && last.fetched();
  }

  /** What the stage of a chiplet in a window loads first; null if there is none. */
  private static Timing.@Nullable FirstLoad firstLoad(Row row, int chiplet) {
    for (Part part : row.parts()) {
      for (int k = 0; part != null && k < part.segments(); k++) {
        if (part.chiplets()[k] == chiplet) {
          return timing(part).firstLoads()[k];
        }
      }
    }
    return null;
  }

  /** Weights of a chiplet's next stage that could come early; 0 if there are none. */
  private static long nextWeightBytes(Row[] rows, int windows, int from, int chiplet) {
    for (int w = from; w < windows; w++) {
      Timing.FirstLoad load = firstLoad(rows[w], chiplet);
      if (load != null) {
        return load.weightBytes();
      }
    }
    return 0;
  }

  /** The first window with a stage whose chiplet would load other weights early than before. */
  private int firstTouched(Row[] schedule, int count, int at) {
    int first = at;
    for (int chiplet = 0; chiplet < chiplets; chiplet++) {
      if (nextWeightBytes(schedule, count, at, chiplet)
          != nextWeightBytes(rows, windows, at, chiplet)) {
        int last = at - 1;
        while (last >= 0 && firstLoad(rows[last], chiplet) == null) {
          last--;
        }
        first = last < 0 ? first : Math.min(first, last);
      }
    }
    return first;
  }

  private Times times(int w) {
    Times before = w == 0 ? null : trial[w - 1];
    long[] free = before == null ? new long[chiplets] : before.freePs().clone();
    @Nullable Last[] lasts = before == null ? new Last[chiplets] : before.lasts().clone();
    long[] modelPs = before == null ? new long[models] : before.modelPs().clone();
    long latest = before == null ? 0 : before.latestPs();
    long[][] finish = new long[models][];
    for (Part part : rows[w].parts()) {
      if (part != null) {
        int m = part.model();
        long[] ends = finishPs(w, part, free, lasts);
        int count = timing(part).count();
        for (int end = count - 1; end < ends.length; end += count) {
          modelPs[m] = Math.max(modelPs[m], ends[end]);
        }
        finish[m] = ends;
        latest = Math.max(latest, modelPs[m]);
      }
    }
    return new Times(finish, free, lasts, modelPs, latest);
  }

  private long[] finishPs(int w, Part part, long[] free, @Nullable Last[] lasts) {
    Timing timing = timing(part);
    int count = timing.count();
    int stages = part.segments();
    long[] finish = new long[stages * count];
    Retold overlapped = timing.overlapped();
    if (overlapped != null) {
      overlapped.tell(steps);
      for (int k = 0; k < stages; k++) {
        overlapped(w, part, k, finish, free, lasts);
      }
      return finish;
    }
    int edge = 0;
    for (int k = 0; k < stages; k++) {
      int from = k * count;
      for (int producer : timing.stored()[k]) {
        stored(w, part, producer, finish, from);
      }
      int firstEdge = edge;
      while (edge < timing.edgeTo().length && timing.edgeTo()[edge] == k) {
        edge++;
      }
      long end = free[part.chiplets()[k]];
      long early = fetched(lasts, part.chiplets()[k]) ? timing.firstLoads()[k].savedPs() : 0;
      for (int i = 0; i < count; i++) {
        int kind = timing.kind(i);
        long start = Math.max(end, finish[from + i]);
        for (int e = firstEdge; e < edge; e++) {
          int source = timing.edgeFrom()[e];
          long begun = finish[source * count + i] - timing.busyPs()[kind][source];
          start = Math.max(start, begun + timing.sentPs()[kind][e]);
        }
        end = start + timing.busyPs()[kind][k] - (i == 0 ? early : 0);
        finish[from + i] = end;
      }
      free[part.chiplets()[k]] = end;
      lasts[part.chiplets()[k]] = null;
    }
    return finish;
  }

  /** A stage loads as soon as its chiplet's queues let it, and sends and stores beside that. */
  private void overlapped(
      int w, Part part, int k, long[] finish, long[] free, @Nullable Last[] lasts) {
    Timing timing = timing(part);
    int from = k * timing.count();
    for (int producer : timing.stored()[k]) {
      stored(w, part, producer, finish, from);
    }
    int chiplet = part.chiplets()[k];
    Holding holding = timing.holdings()[k];
    Last last = lasts[chiplet];
    Tail before = last == null ? Tail.NONE : last.tail();
    boolean runsOn = last != null && before.runsOnTo(holding, fabric.l2Bytes(chiplet));
    steps.after(k, runsOn ? last.ended() : WorkBefore.all(free[chiplet]));
    if (fetched(lasts, chiplet)) {
      steps.cameEarly(k, timing.firstLoads()[k].lightPs());
    }
    long early = nextWeightBytes(rows, windows, w + 1, chiplet);
    boolean fetches = early > 0 && before.hasRoomFor(holding, early, fabric.l2Bytes(chiplet));
    if (fetches) {
      steps.early(k, fabric.load(chiplet).durationPs(early));
    }
    steps.read(k, finish, from);
    steps.walk(k);
    for (int i = 0; i < timing.count(); i++) {
      finish[from + i] = steps.endPs(k, i);
    }
    lasts[chiplet] = new Last(steps.then(k), before.then(holding, runsOn), fetches);
    free[chiplet] = Math.max(free[chiplet], finish[from + timing.count() - 1]);
  }

  /** Puts down from when on each mini-batch of a part can load a layer's stored output. */
  private void stored(int w, Part part, int layer, long[] ready, int from) {
    int v = w - 1;
    Part producer = rows[v].parts()[part.model()];
    while (producer == null || producer.first() > layer) {
      v--;
      producer = rows[v].parts()[part.model()];
    }
    int k = 0;
    while (producer.bounds()[k + 1] <= layer) {
      k++;
    }
    long[] finish = trial[v].finishPs()[part.model()];
    if (finish == null) {
      throw new IllegalStateException("no times of model " + part.model() + " in window " + v);
    }
    int theirs = timing(producer).count();
    int count = timing(part).count();
    for (int i = 0; i < count; i++) {
      int samples = (i + 1) * part.miniBatch();
      int needed =
          i == count - 1
              ? theirs
              : Math.min(theirs, (samples + producer.miniBatch() - 1) / producer.miniBatch());
      ready[from + i] = Math.max(ready[from + i], finish[k * theirs + needed - 1]);
    }
  }

  private static Timing timing(Part part) {
    Timing timing = part.timing();
    if (timing == null) {
      throw new IllegalStateException("a part that was costed for barriers");
    }
    return timing;
  }
}
