package dev.scar.workload.onnx;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import java.util.List;

/**
 * The work that a file describes.
 *
 * @param title the graph's name, may be empty
 * @param flows of all tensors that are made of data, each after those that it is of
 * @param leading size of the first input's first axis, or 1: the samples unless work says otherwise
 * @param notes what was assumed or left out
 */
public record Network(String title, List<Flow> flows, long leading, List<String> notes) {
  public Network {
    flows = List.copyOf(flows);
    notes = List.copyOf(notes);
  }

  /**
   * Reads an ONNX file.
   *
   * @throws InputException with the first thing that cannot be imported
   */
  public static Network read(InputFile file, ImportOptions options) {
    return Evaluation.of(file, options);
  }
}
