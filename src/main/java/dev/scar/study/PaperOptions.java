package dev.scar.study;

import dev.scar.search.SearchOptions;

/** The one place that says what the paper's search is: its engines, with its settings. */
public final class PaperOptions {
  /** The paper's engines, whatever searches by default. */
  public static final SearchOptions DEFAULT = SearchOptions.PAPER;

  private PaperOptions() {}

  /** These options with the paper's evolutionary search. */
  static SearchOptions evolutionary(SearchOptions options) {
    return options.paper(p -> p.method(SearchOptions.Method.EVOLUTIONARY));
  }
}
