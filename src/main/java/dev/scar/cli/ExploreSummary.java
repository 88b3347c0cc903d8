package dev.scar.cli;

import dev.scar.explore.Exploration;
import dev.scar.explore.Findings;
import dev.scar.explore.Robustness;
import dev.scar.explore.Row;
import dev.scar.explore.Study;
import java.nio.file.Path;
import java.util.List;

/** What a study came to, in a few lines. */
final class ExploreSummary {
  private ExploreSummary() {}

  static String of(
      Study study, Findings findings, Exploration.Counts counts, Path folder, long all) {
    StringBuilder text = new StringBuilder("\n  ").append(counts.text(all)).append('\n');
    if (counts.known() > 0) {
      text.append("  of these ").append(counts.known()).append(" were known\n");
    }
    for (Row best : findings.best().stream().limit(1).toList()) {
      text.append("  best ")
          .append(study.best().label().replace('-', ' '))
          .append(": point ")
          .append(best.number())
          .append(" with ")
          .append(study.best().shown(study.best().of(best)))
          .append('\n');
    }
    List<Robustness.Change> changes = findings.changes();
    if (!changes.isEmpty()) {
      List<Robustness.Change> lost = changes.stream().filter(c -> !c.stays()).toList();
      text.append(
          "  it stays the best under %d of %d changes of single numbers"
              .formatted(changes.size() - lost.size(), changes.size()));
      for (Robustness.Change change : lost) {
        text.append(", not with ").append(change.text());
      }
      text.append('\n');
    }
    return text.append("  files: ").append(Home.shown(folder)).toString();
  }
}
