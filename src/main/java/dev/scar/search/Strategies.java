package dev.scar.search;

import dev.scar.search.anneal.AnnealingSearch;
import java.util.List;
import java.util.Optional;

/** The ways to search for schedules, each with its default options. */
public final class Strategies {
  /** All of them; the first one is the default. */
  public static final List<ScheduleSearch> ALL =
      List.of(AnnealingSearch.DEFAULT, ScarSearch.DEFAULT);

  private Strategies() {}

  /** The one of this name. */
  public static Optional<ScheduleSearch> named(String label) {
    return ALL.stream().filter(s -> s.label().equals(label)).findFirst();
  }
}
