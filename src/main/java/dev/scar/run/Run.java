package dev.scar.run;

import dev.scar.report.RunReport;
import java.util.List;

/**
 * A run whose folder is written.
 *
 * @param report predicted beside simulated, where it comes from, and whether the laws of physics
 *     held
 * @param notes for the user: what the traces leave out
 * @param warnings for the user: that the traces are empty, say
 */
public record Run(RunReport report, List<String> notes, List<String> warnings) {
  public Run {
    notes = List.copyOf(notes);
    warnings = List.copyOf(warnings);
  }
}
