package dev.scar.traffic;

/** The measured time [begin, end). */
record TrafficWindow(long beginPs, long endPs) {
  boolean holds(long ps) {
    return ps >= beginPs && ps < endPs;
  }

  /** Which of so many equal parts of the window this is in. */
  int batch(long ps, int batches) {
    return (int) ((ps - beginPs) / ((endPs - beginPs + batches - 1) / batches));
  }
}
