package dev.scar.search;

/** What a stage does for a mini-batch, and when; filled and read by {@link SideBySide}. */
final class SideWork {
  WorkBefore before = WorkBefore.NOTHING;
  boolean loads;
  boolean stores;
  long firstLoad;
  long load;
  long lastLoad;
  long compute;
  long lastCompute;
  long send;
  long lastSend;
  long together;
  long lastTogether;
  long early;
  long earlyPs;
  long store;
  long lastStore;
  boolean reads;
  long[] readPs = new long[16];
  long[] readyPs = new long[16];
  boolean waits;
  int readyFrom;
  long readyEvery;
  long[] loadedPs = new long[16];
  long[] computedPs = new long[16];
  long[] outPs = new long[16];
  long[] sendPs = new long[16];
  int repeatsFrom;
  long every;

  /** When a mini-batch can be computed, as far as its own chiplet and DRAM decide. */
  long beginPs(int miniBatch) {
    int i = miniBatch;
    long computed = i > 0 ? computedPs[i - 1] : Math.max(before.computedPs(), before.earlyPs());
    long left = i > 1 ? outPs[i - 2] : i > 0 ? before.outPs() : before.outBeforePs();
    long begin = Math.max(Math.max(computed, loadedPs[i]), left);
    return reads && !loads ? Math.max(begin, readPs[i]) : begin;
  }

  /** When the weights of the next stage are there; the last mini-batch but one is computed. */
  long earlyPs(int last) {
    if (loads) {
      return loadedPs[last] + early;
    }
    long begun = Math.max(beginPs(last), waits ? readyPs[last] : 0);
    return Math.max(begun, before.memoryPs()) + early;
  }

  void ensure(int count) {
    if (count > readyPs.length) {
      readPs = new long[2 * count];
      readyPs = new long[2 * count];
      loadedPs = new long[2 * count];
      computedPs = new long[2 * count];
      outPs = new long[2 * count];
      sendPs = new long[2 * count];
    }
  }
}
