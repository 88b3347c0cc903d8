package dev.scar.sim;

/** Credits on their way, first in, first out: when each is there, and for which channel it is. */
final class CreditQueue {
  private static final int FIRST_CAPACITY = 8;

  private long[] times = new long[FIRST_CAPACITY];
  private int[] channels = new int[FIRST_CAPACITY];
  private int first;
  private int size;

  void add(long timePs, int channel) {
    if (size == times.length) {
      long[] moreTimes = new long[2 * size];
      int[] moreChannels = new int[2 * size];
      for (int i = 0; i < size; i++) {
        moreTimes[i] = times[(first + i) & (size - 1)];
        moreChannels[i] = channels[(first + i) & (size - 1)];
      }
      times = moreTimes;
      channels = moreChannels;
      first = 0;
    }
    int at = (first + size++) & (times.length - 1);
    times[at] = timePs;
    channels[at] = channel;
  }

  /** When the first is there; {@link Component#NEVER} if there is none. */
  long nextPs() {
    return size == 0 ? Component.NEVER : times[first];
  }

  /** Takes the first; its channel. */
  int take() {
    int channel = channels[first];
    first = (first + 1) & (times.length - 1);
    size--;
    return channel;
  }
}
