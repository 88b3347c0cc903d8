package dev.scar.report;

import dev.scar.search.SearchResult;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a run came from, for its report.
 *
 * @param command the command that makes the run again
 * @param inputs names, hashes, seed, version, in the order to be shown
 * @param found what the search found, if a search made the schedule
 * @param criticalPath what the latency consists of, first to last; empty if it was not worked out
 */
public record RunStory(
    String command,
    Map<String, String> inputs,
    @Nullable SearchResult found,
    List<PathStep> criticalPath) {
  public RunStory {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    criticalPath = List.copyOf(criticalPath);
  }

  /**
   * A piece of the critical path.
   *
   * @param label what happened, for people
   * @param kind what kind of thing that is: compute, load, send, store, wait
   * @param fromPs when it began, absolute
   * @param toPs when it ended, absolute
   */
  public record PathStep(String label, String kind, long fromPs, long toPs) {}

  /** The search that made the schedule, if one did. */
  public Optional<SearchResult> search() {
    return Optional.ofNullable(found);
  }

  /** The same run with one more input, after the others. */
  public RunStory with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(inputs);
    more.put(name, value);
    return new RunStory(command, more, found, criticalPath);
  }
}
