package dev.scar.run;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.files.Library;
import dev.scar.files.OutputFile;
import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.ScheduleImporters;
import dev.scar.schedule.ScheduleWriter;
import dev.scar.workload.Scenario;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A schedule file made of another tool's schedule.
 *
 * @param file the other tool's file
 * @param scenario by name, or a file
 * @param topology the same for the package; the scenario's if null
 */
public record ScheduleImport(InputFile file, String scenario, @Nullable String topology) {

  /**
   * Writes the schedule file, then reads it back.
   *
   * @return what it says
   * @throws InputException naming what cannot be imported, with its line
   * @throws dev.scar.files.OutputException if it cannot be written
   */
  public Schedule write(Inputs inputs, Path target, boolean overwrite) {
    OutputFile.check(target, overwrite);
    Scenario read = inputs.scenario(scenario);
    ChipletPackage chips =
        inputs.topology(topology == null ? Inputs.packageOf(scenario, read) : topology);
    Schedule schedule = ScheduleImporters.read(file, read).on(file, read, chips);
    Path parent = target.toAbsolutePath().getParent();
    Path folder = parent == null ? target : parent;
    String scenarioName = reference(inputs, Library.Shelf.SCENARIOS, folder, scenario);
    String topologyName = reference(inputs, Library.Shelf.TOPOLOGIES, folder, chips.name());
    OutputFile.write(
        target, overwrite, out -> ScheduleWriter.write(schedule, scenarioName, topologyName, out));
    return inputs.schedule(target, null, null);
  }

  private String reference(Inputs inputs, Library.Shelf shelf, Path folder, String name) {
    return inputs
        .reference(shelf, folder)
        .orElseThrow(
            () ->
                new InputException(
                    new InputProblem(
                        file.shown(),
                        "",
                        name,
                        "lies outside the folder of the schedule file, which cannot name it",
                        "Write the schedule beside it or above.")));
  }
}
