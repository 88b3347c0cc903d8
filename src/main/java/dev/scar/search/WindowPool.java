package dev.scar.search;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "search");
              thread.setDaemon(true);
              return thread;
            });
    try {
      Map<List<LayerRange>, Future<Optional<WindowSchedules>>> running = new LinkedHashMap<>();
      for (List<LayerRange> window : windows) {
        running.put(
            window,
            pool.submit(
                () -> {
                  if (!needed.contains(window) && stop.getAsBoolean()) {
                    return Optional.empty();
                  }
                  WindowSchedules schedules = search.schedule(window);
                  listener.windowScheduled(done.incrementAndGet(), windows.size());
                  return Optional.of(schedules);
                }));
      }
      Map<List<LayerRange>, WindowSchedules> results = new LinkedHashMap<>();
      running.forEach(
          (window, future) -> get(future).ifPresent(found -> results.put(window, found)));
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  private static Optional<WindowSchedules> get(Future<Optional<WindowSchedules>> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the search was interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }
}
