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
