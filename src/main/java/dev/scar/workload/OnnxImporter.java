package dev.scar.workload;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.workload.onnx.ImportOptions;
import dev.scar.workload.onnx.Network;
import java.util.List;

/**
 * Imports the network of an ONNX file: a layer for each convolution and each product, and an
 * addition where a sum of tensors cannot be part of the layer that makes one of them. What else the
 * file computes is free ({@code onnx.md}).
 */
final class OnnxImporter implements ModelImporter {
  private static final String ENDING = ".onnx";

  @Override
  public String name() {
    return "a network of ONNX (.onnx)";
  }

  @Override
  public boolean accepts(InputFile file) {
    return file.shown().endsWith(ENDING);
  }

  @Override
  public List<ImportedModel> read(InputFile file) {
    return read(file, ImportOptions.NONE);
  }

  @Override
  public List<ImportedModel> read(InputFile file, ImportOptions options) {
    Network network = Network.read(file, options);
    String given = String.valueOf(file.path().getFileName());
    String own = LayerNames.ofFile(given.substring(0, given.length() - ENDING.length()));
    String name = own.isEmpty() ? "network" : own;
    try {
      return List.of(new OnnxLayers(network).model(name));
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw new InputException(
          new InputProblem(
              file.shown(),
              "",
              "",
              e instanceof ArithmeticException
                  ? "has sizes beyond 2^63"
                  : "cannot become a model: " + e.getMessage(),
              ""));
    }
  }
}
