package dev.scar.cli;

import dev.scar.files.OutputFile;
import dev.scar.hardware.TopologyWriter;
import dev.scar.schedule.Schedule;
import dev.scar.schedule.ScheduleWriter;
import dev.scar.study.Measured;
import dev.scar.study.Validation;
import dev.scar.study.ValidationExperiment;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the schedules that simulate best are written. */
final class BestSchedules {
  @Idle(beside = {"--aware", "--simulated"})
  @Option(
      names = "--best",
      paramLabel = "DIR",
      description =
          "Also write the schedule of each row that simulates best to SCENARIO-PACKAGE.json in this folder, with its package beside it; scenarios that do not ship are named with --scenario when it is replayed.")
  @Nullable Path folder;

  /**
   * Checks that nothing is replaced against the user's will.
   *
   * @throws dev.scar.files.OutputException if one of the files is there and not to be replaced
   */
  void check(List<ValidationExperiment> planned, boolean overwrite) {
    if (folder != null) {
      for (ValidationExperiment one : planned) {
        OutputFile.check(folder.resolve(name(one)), overwrite);
        OutputFile.check(folder.resolve(topology(one)), overwrite);
      }
    }
  }

  /** Writes one, if that is asked for; gives it back. */
  Measured<ValidationExperiment, Validation> written(
      Measured<ValidationExperiment, Validation> found) {
    if (folder != null) {
      ValidationExperiment of = found.experiment();
      Schedule best = found.answer().best().of(of);
      OutputFile.write(
          folder.resolve(topology(of)),
          true,
          out -> TopologyWriter.write(of.chipletPackage(), out));
      OutputFile.write(
          folder.resolve(name(of)),
          true,
          out -> ScheduleWriter.write(best, of.scenario().name(), topology(of), out));
    }
    return found;
  }

  private static String name(ValidationExperiment of) {
    return of.scenario().name() + "-" + topology(of);
  }

  private static String topology(ValidationExperiment of) {
    return of.chipletPackage().name() + ".json";
  }
}
