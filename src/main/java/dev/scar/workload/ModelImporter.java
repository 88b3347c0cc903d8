package dev.scar.workload;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.workload.onnx.ImportOptions;
import java.util.List;

/**
 * Reads models from another tool's listing. An open set: a new one is a class and a line in ALL.
 */
public interface ModelImporter {
  /** What the command line calls it. */
  String name();

  /** Whether a file is of this kind, judging by its name and first words. */
  boolean accepts(InputFile file);

  /**
   * Its models in their order, at least one; names of models and layers are such as files may have.
   *
   * @throws InputException with line and reason for the first thing that cannot be imported
   */
  List<ImportedModel> read(InputFile file);

  /**
   * As {@link #read(InputFile)}, with what the user says where the file leaves something open.
   *
   * @throws InputException also if something is said that such files never leave open
   */
  default List<ImportedModel> read(InputFile file, ImportOptions options) {
    if (!options.isEmpty()) {
      throw new InputException(
          new InputProblem(
              file.shown(),
              "",
              "",
              "is " + name() + ", in which no size is open",
              "--dim, --shape and --data-inputs are for ONNX files."));
    }
    return read(file);
  }
}
