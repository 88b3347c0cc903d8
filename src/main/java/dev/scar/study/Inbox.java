package dev.scar.study;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What some threads put in and one takes out, all that is there at a time. */
public final class Inbox<T> {
  private static final int MOMENT_MS = 200;

  private final BlockingQueue<T> queue = new LinkedBlockingQueue<>();

  /** Puts one in. */
  public void add(T one) {
    queue.add(one);
  }

  /** All that are there, in their order; none if none comes within a moment. */
  public List<T> take() {
    List<T> taken = new ArrayList<>();
    try {
      T first = queue.poll(MOMENT_MS, TimeUnit.MILLISECONDS);
      if (first != null) {
        taken.add(first);
        queue.drainTo(taken);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return taken;
  }
}
