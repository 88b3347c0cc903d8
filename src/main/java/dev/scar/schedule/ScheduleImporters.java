package dev.scar.schedule;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.workload.Scenario;
import java.util.List;
import java.util.stream.Collectors;

/** The kinds of files that schedules are imported from. */
public final class ScheduleImporters {
  /** Every importer; the contract test runs over all of them. */
  public static final List<ScheduleImporter> ALL = List.of(new CsvScheduleImporter());

  private ScheduleImporters() {}

  /**
   * The windows of a file, read by the first importer that knows it.
   *
   * @throws InputException if none does, or with what cannot be imported
   */
  public static ImportedSchedule read(InputFile file, Scenario scenario) {
    return ALL.stream()
        .filter(importer -> importer.accepts(file))
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    new InputProblem(
                        file.shown(),
                        "",
                        "",
                        "is no schedule that can be imported",
                        ALL.stream()
                            .map(ScheduleImporter::title)
                            .collect(Collectors.joining(", ", "Known: ", ".")))))
        .read(file, scenario);
  }
}
