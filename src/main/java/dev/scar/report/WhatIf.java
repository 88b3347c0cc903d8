package dev.scar.report;

/**
 * The same work with one thing changed, replayed.
 *
 * @param change what is different, in a few words
 * @param predictedPs without contention
 * @param simulatedPs with it
 */
public record WhatIf(String change, long predictedPs, long simulatedPs) {
  /** A table of some, beside what it is now. */
  static Table<WhatIf> table(long nowPs) {
    return Table.of(
        Column.text("what if", WhatIf::change),
        Column.share("change", w -> nowPs == 0 ? 0 : (double) (w.simulatedPs() - nowPs) / nowPs),
        Column.time("simulated", WhatIf::simulatedPs),
        Column.text("instead of", w -> TerminalReport.time(nowPs)),
        Column.time("predicted", WhatIf::predictedPs));
  }
}
