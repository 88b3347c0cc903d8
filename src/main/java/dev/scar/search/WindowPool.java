package dev.scar.search;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Schedules the distinct windows of all candidates on some threads. */
final class WindowPool {
  private final int threads;
  private final BooleanSupplier stop;
  private final ScarScheduler.Listener listener;

  WindowPool(int threads, BooleanSupplier stop, ScarScheduler.Listener listener) {
    this.threads = threads;
    this.stop = stop;
    this.listener = listener;
  }

  /** The schedules by window; after a stop only those that were done. */
  Map<List<LayerRange>, WindowSchedules> schedule(
      List<List<List<LayerRange>>> candidates, WindowSearch search) {
    Set<List<LayerRange>> windows = new LinkedHashSet<>();
    candidates.forEach(windows::addAll);
    Set<List<LayerRange>> needed = new LinkedHashSet<>(candidates.get(0));
    AtomicInteger done = new AtomicInteger();
    listener.windowScheduled(0, windows.size());
    List<Callable<Optional<WindowSchedules>>> tasks = new ArrayList<>();
    for (List<LayerRange> window : windows) {
      tasks.add(
          () -> {
            if (!needed.contains(window) && stop.getAsBoolean()) {
              return Optional.empty();
            }
            WindowSchedules schedules = search.schedule(window);
            listener.windowScheduled(done.incrementAndGet(), windows.size());
            return Optional.of(schedules);
          });
    }
    Map<List<LayerRange>, WindowSchedules> results = new LinkedHashMap<>();
    Iterator<List<LayerRange>> of = windows.iterator();
    SearchThreads.run(
        tasks,
        threads,
        found -> {
          List<LayerRange> window = of.next();
          found.ifPresent(schedules -> results.put(window, schedules));
        });
    return results;
  }
}
