package dev.scar.search;

import java.util.Arrays;

/**
 * When a model of a window is through if memory, compute and output of its chiplets work side by
 * side ({@code replay-rules.md#rule-22}); for the hot loops of searches. It says what the
 * recurrence of the plan says. To be filled stage by stage, then asked; not for several threads.
 *
 * <p>No stage holds up one before it, so the stages are walked one after the other. A stage soon
 * repeats itself every two mini-batches, each time as much later. Then it goes on so to the last
 * but one, if what it waits for comes no faster than it works or in the same rhythm, and the walk
 * leaves those out. <b>Cost:</b> O(stages · mini-batches + sends · mini-batches), with few steps
 * each.
 */
public final class SideBySide implements StageTimes {
  private static final int WORTH_IT = 8;
  private static final int KNOWN = 4;
  private static final int NEVER = Integer.MAX_VALUE;

  private int count;
  private int stages;
  private int sends;
  private int[] from = new int[16];
  private int[] to = new int[16];
  private long[] sentPs = new long[16];
  private long[] lastSentPs = new long[16];
  private SideWork[] works = new SideWork[0];

  @Override
  public void begin(int stagesOfModel, int miniBatches) {
    stages = stagesOfModel;
    count = miniBatches;
    sends = 0;
    if (works.length < stages) {
      int known = works.length;
      works = Arrays.copyOf(works, 2 * stages);
      for (int k = known; k < works.length; k++) {
        works[k] = new SideWork();
      }
    }
    for (int k = 0; k < stages; k++) {
      SideWork work = works[k];
      work.ensure(count);
      work.before = WorkBefore.NOTHING;
      work.reads = false;
      work.waits = false;
      work.stores = false;
      work.loads = false;
      work.early = 0;
      work.send = 0;
      work.lastSend = 0;
    }
  }

  @Override
  public void load(int stage, long firstPs, long ps, long lastPs) {
    SideWork work = works[stage];
    work.loads = true;
    work.firstLoad = firstPs;
    work.load = ps;
    work.lastLoad = lastPs;
  }

  @Override
  public void compute(int stage, long ps, long lastPs) {
    works[stage].compute = ps;
    works[stage].lastCompute = lastPs;
  }

  @Override
  public void send(int source, int target, long ps, long lastPs) {
    works[source].together = works[source].send;
    works[source].lastTogether = works[source].lastSend;
    sendAlong(source, target, ps, lastPs);
  }

  @Override
  public void sendAlong(int source, int target, long ps, long lastPs) {
    if (sends == from.length) {
      from = Arrays.copyOf(from, 2 * sends);
      to = Arrays.copyOf(to, 2 * sends);
      sentPs = Arrays.copyOf(sentPs, 2 * sends);
      lastSentPs = Arrays.copyOf(lastSentPs, 2 * sends);
    }
    SideWork work = works[source];
    from[sends] = source;
    to[sends] = target;
    sentPs[sends] = work.together + ps;
    lastSentPs[sends] = work.lastTogether + lastPs;
    work.send = Math.max(work.send, sentPs[sends]);
    work.lastSend = Math.max(work.lastSend, lastSentPs[sends]);
    sends++;
  }

  @Override
  public void store(int stage, long ps, long lastPs) {
    SideWork work = works[stage];
    work.stores = true;
    work.store = ps;
    work.lastStore = lastPs;
  }

  /** When what a stage reads from DRAM for its mini-batches is there; copied. */
  public void read(int stage, long[] readyPs, int from) {
    works[stage].reads = true;
    System.arraycopy(readyPs, from, works[stage].readPs, 0, count);
  }

  /**
   * Weights of a stage came while the one before on its chiplet ran.
   *
   * @param firstPs how long it loads for the first mini-batch without them; 0 if it loads nothing
   *     else at all
   */
  public void cameEarly(int stage, long firstPs) {
    works[stage].firstLoad = firstPs;
    works[stage].loads = firstPs > 0;
  }

  /** A stage loads weights for the next one on its chiplet, after its own last load. */
  public void early(int stage, long ps) {
    works[stage].early = ps;
  }

  /** What the chiplet of a stage has to do before. */
  public void after(int stage, WorkBefore before) {
    works[stage].before = before;
  }

  /** What its chiplet has had to do when it goes on to the next stage; after {@link #walk}. */
  public WorkBefore then(int stage) {
    SideWork w = works[stage];
    int last = count - 1;
    long early = w.early > 0 ? w.earlyPs : 0;
    long memory = Math.max(w.before.memoryPs(), w.loads ? w.loadedPs[last] : 0);
    memory = Math.max(memory, early);
    return new WorkBefore(
        w.stores ? Math.max(memory, w.outPs[last]) : memory,
        early,
        w.computedPs[last],
        last > 0 ? w.computedPs[last - 1] : w.before.computedPs(),
        w.outPs[last],
        last > 0 ? w.outPs[last - 1] : w.before.outPs());
  }

  /** When a mini-batch has left a stage; after {@link #latencyPs}, or {@link #walk}. */
  public long endPs(int stage, int miniBatch) {
    SideWork w = works[stage];
    boolean fetched = w.early > 0 && miniBatch == count - 1;
    return fetched ? Math.max(w.outPs[miniBatch], w.earlyPs) : w.outPs[miniBatch];
  }

  /** Walks a stage; those before it must have been. */
  public void walk(int stage) {
    walk(works[stage]);
    for (int e = 0; e < sends; e++) {
      if (from[e] == stage) {
        deliver(works[stage], works[to[e]], sentPs[e], lastSentPs[e]);
      }
    }
  }

  @Override
  public long latencyPs() {
    long latest = 0;
    for (int k = 0; k < stages; k++) {
      walk(k);
      latest = Math.max(latest, works[k].outPs[count - 1]);
    }
    return latest;
  }

  private void deliver(SideWork source, SideWork target, long after, long lastAfter) {
    long[] begins = source.sendPs;
    long[] ready = target.readyPs;
    int last = count - 1;
    if (target.waits) {
      for (int i = 0; i < last; i++) {
        ready[i] = Math.max(ready[i], begins[i] + after);
      }
      ready[last] = Math.max(ready[last], begins[last] + lastAfter);
      target.readyFrom =
          target.readyEvery == source.every
              ? Math.max(target.readyFrom, source.repeatsFrom)
              : NEVER;
      return;
    }
    for (int i = 0; i < last; i++) {
      ready[i] = begins[i] + after;
    }
    ready[last] = begins[last] + lastAfter;
    target.waits = true;
    target.readyFrom = source.repeatsFrom;
    target.readyEvery = source.every;
  }

  /** Mini-batch by mini-batch; those before the first one are of the stage before. */
  private void walk(SideWork w) {
    long[] loadedPs = w.loadedPs;
    long[] computedPs = w.computedPs;
    long[] outPs = w.outPs;
    boolean loads = w.loads;
    boolean stores = w.stores;
    int last = count - 1;
    int waited = -1;
    boolean walksOn = count <= WORTH_IT || w.reads;
    w.repeatsFrom = NEVER;
    w.every = 0;
    WorkBefore before = w.before;
    if (loads) {
      long begin = Math.max(before.memoryPs(), before.computedBeforePs());
      loadedPs[0] = w.firstLoad + (w.reads ? Math.max(begin, w.readPs[0]) : begin);
    } else {
      loadedPs[0] = 0;
    }
    for (int i = 0; i <= last; i++) {
      if (!walksOn && i >= KNOWN && i < last) {
        int skipped = skip(w, i, waited);
        walksOn = skipped > 0;
        i += skipped;
      }
      boolean isLast = i == last;
      long outBefore = i > 0 ? outPs[i - 1] : before.outPs();
      long start = w.beginPs(i);
      if (w.waits && w.readyPs[i] > start) {
        start = w.readyPs[i];
        waited = i;
      }
      long computed = start + (isLast ? w.lastCompute : w.compute);
      computedPs[i] = computed;
      long send = Math.max(computed, outBefore);
      long out = send + (isLast ? w.lastSend : w.send);
      if (!isLast) {
        long next = 0;
        if (loads) {
          long computedBefore = i > 0 ? computedPs[i - 1] : before.computedPs();
          next = Math.max(Math.max(loadedPs[i], computedBefore), stores && i > 0 ? outBefore : 0);
          next = w.reads ? Math.max(next, w.readPs[i + 1]) : next;
          next += i + 1 == last ? w.lastLoad : w.load;
        }
        loadedPs[i + 1] = next;
        out = stores ? Math.max(out, next) : out;
      }
      if (w.early > 0 && i >= last - 1) {
        w.earlyPs = i == last && last > 0 ? w.earlyPs : w.earlyPs(last);
        out = stores ? Math.max(out, w.earlyPs) : out;
      }
      if (stores) {
        out += isLast ? w.lastStore : w.store;
      }
      w.sendPs[i] = send;
      outPs[i] = out;
    }
  }

  /**
   * How many mini-batches can be left out from this one on; their times are put down.
   *
   * <p>All times on which a mini-batch depends being as much later than two mini-batches before, so
   * are its own if the inputs that decided come in that rhythm, too; or if none decided and those
   * to come are no slower, which cannot then decide either.
   */
  private int skip(SideWork w, int i, int waited) {
    long shift = w.computedPs[i - 1] - w.computedPs[i - 3];
    boolean repeats =
        w.outPs[i - 1] - w.outPs[i - 3] == shift
            && w.outPs[i - 2] - w.outPs[i - 4] == shift
            && (!w.loads || w.loadedPs[i] - w.loadedPs[i - 2] == shift);
    boolean inputsDo =
        !w.waits
            || (w.readyFrom <= i - 2
                && (w.readyEvery == shift || (w.readyEvery < shift && waited < i - 2)));
    int skipped = (count - 2 - i) / 2 * 2;
    if (!repeats || !inputsDo || skipped <= 0) {
      return 0;
    }
    for (int j = i; j < i + skipped; j++) {
      w.computedPs[j] = w.computedPs[j - 2] + shift;
      w.sendPs[j] = w.sendPs[j - 2] + shift;
      w.outPs[j] = w.outPs[j - 2] + shift;
      w.loadedPs[j + 1] = w.loads ? w.loadedPs[j - 1] + shift : 0;
    }
    w.repeatsFrom = i - 2;
    w.every = shift;
    return skipped;
  }
}
