package dev.scar.run;

import dev.scar.report.ReplayComparison;
import dev.scar.report.RunStory;
import java.util.List;

/**
 * A run whose folder is written.
 *
 * @param comparison predicted beside simulated, and whether the laws of physics held
 * @param story where the run comes from, as its files say
 * @param notes for the user: what the traces leave out
 * @param warnings for the user: that the traces are empty, say
 */
public record Run(
    ReplayComparison comparison, RunStory story, List<String> notes, List<String> warnings) {
  public Run {
    notes = List.copyOf(notes);
    warnings = List.copyOf(warnings);
  }
}
