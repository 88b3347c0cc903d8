package dev.scar.cli;

import dev.scar.files.InputFile;
import dev.scar.run.WorkloadFolder;
import dev.scar.workload.onnx.ImportOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scar workload import}: model listings of MAESTRO and XRBench as workload files. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Reads networks of another tool and writes a model file for each and a scenario of them: ONNX (.onnx), MAESTRO or XRBench (.m, "
            + "Network { Layer ... }), SCALE-Sim (.csv). What was assumed is printed and stands in the notes of the model files.",
    footer = {
      "",
      "Example: scar workload import bert.onnx --dim batch=1,seq=128 --out mine && scar run mine/bert.json"
    })
final class WorkloadImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "What the other tool wrote.")
  Path file = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the scenario and its models.")
  Path out = Path.of("");

  @Option(names = "--overwrite", description = "Replace the files in DIR.")
  boolean overwrite;

  @Option(
      names = "--topology",
      paramLabel = "TOPOLOGY",
      completionCandidates = Names.Topologies.class,
      description = "The scenario's default package (default: ${DEFAULT-VALUE}).")
  String topology = "het-sides-3x3";

  @Option(
      names = "--dim",
      paramLabel = "SYMBOL=SIZE",
      split = ",",
      description =
          "ONNX: a size that the file only has a name for; several with commas, or the option again.")
  Map<String, Long> dims = new TreeMap<>();

  @Option(
      names = "--shape",
      paramLabel = "INPUT=SIZES",
      split = ",",
      description =
          "ONNX: the shape of an input, such as image=1x3x224x224, instead of that of the file.")
  Map<String, String> shapes = new TreeMap<>();

  @Option(
      names = "--data-inputs",
      paramLabel = "INPUT",
      split = ",",
      description =
          "ONNX: the inputs without values that are data; all others are weights. Without it the importer judges.")
  Set<String> dataInputs = new TreeSet<>();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    InputFile listing = InputFile.of(file);
    WorkloadFolder imported = WorkloadFolder.of(listing, options());
    imported.write(out, overwrite, topology, Home.inputs());
    WorkloadCommand.printWritten(imported, out, spec);
    return 0;
  }

  private ImportOptions options() {
    Map<String, List<Long>> sizes = new TreeMap<>();
    shapes.forEach((input, text) -> sizes.put(input, sizes(input, text)));
    return new ImportOptions(dims, sizes, dataInputs);
  }

  private List<Long> sizes(String input, String text) {
    if (!text.matches("[1-9][0-9]{0,9}(x[1-9][0-9]{0,9})*")) {
      throw new ParameterException(
          spec.commandLine(),
          "Invalid value for option '--shape': %s=%s is not sizes such as 1x3x224x224"
              .formatted(input, text));
    }
    return Stream.of(text.split("x", -1)).map(Long::valueOf).toList();
  }
}
