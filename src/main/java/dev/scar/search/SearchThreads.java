package dev.scar.search;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Parts of a search that do not depend on each other, on some threads. */
public final class SearchThreads {
  private SearchThreads() {}

  /**
   * Does all of this and hands over the results in the order of the tasks, whichever ends first.
   *
   * @throws RuntimeException what the first task in order that fails throws
   */
  public static <T> void run(List<Callable<T>> tasks, int threads, Consumer<T> results) {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(threads, tasks.size())),
            task -> {
              Thread thread = new Thread(task, "search");
              thread.setDaemon(true);
              return thread;
            });
    try {
      for (Future<T> done : pool.invokeAll(tasks)) {
        results.accept(done.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the search was interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
