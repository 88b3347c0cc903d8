package dev.scar.search;

/** The layers of one model that one window computes. */
record LayerRange(int model, int first, int end) {
  int count() {
    return end - first;
  }
}
