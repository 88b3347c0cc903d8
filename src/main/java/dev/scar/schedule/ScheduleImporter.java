package dev.scar.schedule;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.workload.Scenario;

/**
 * Reads the schedule of another tool's file. An open set: a new one is a class and a line in {@link
 * ScheduleImporters#ALL}.
 */
public interface ScheduleImporter {
  /** What such a file is, for messages. */
  String title();

  /** Whether a file is of this kind, judging by its name and first words. */
  boolean accepts(InputFile file);

  /**
   * Its windows, for the models of this scenario.
   *
   * @throws InputException with line and reason of everything that cannot be imported
   */
  ImportedSchedule read(InputFile file, Scenario scenario);
}
