package dev.scar.workload;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.workload.onnx.ImportOptions;
import java.util.List;
import java.util.stream.Collectors;

/** The kinds of listings that models are imported from. */
public final class ModelImporters {
  /** Every importer; the contract test runs over all of them. */
  public static final List<ModelImporter> ALL =
      List.of(new OnnxImporter(), new MaestroImporter(), new ScaleSimImporter());

  private ModelImporters() {}

  /**
   * The models of a listing, read by the first importer that knows it.
   *
   * @param options what the user says where the listing leaves something open
   * @throws InputException if none does, or with what cannot be imported
   */
  public static List<ImportedModel> read(InputFile file, ImportOptions options) {
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
                        "is no listing that can be imported",
                        ALL.stream()
                            .map(ModelImporter::name)
                            .collect(Collectors.joining(", ", "Known: ", ".")))))
        .read(file, options);
  }
}
