package dev.scar.workload.onnx;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a user says where a file leaves something open.
 *
 * @param dims sizes of symbols, such as {@code batch}
 * @param shapes sizes of inputs
 * @param dataInputs the inputs that are data, all others being weights; empty if the importer is to
 *     judge
 */
public record ImportOptions(
    Map<String, Long> dims, Map<String, List<Long>> shapes, Set<String> dataInputs) {
  /** Nothing is said. */
  public static final ImportOptions NONE = new ImportOptions(Map.of(), Map.of(), Set.of());

  public ImportOptions {
    dims = Map.copyOf(new TreeMap<>(dims));
    shapes = Map.copyOf(new TreeMap<>(shapes));
    dataInputs = Set.copyOf(dataInputs);
  }

  /** Whether nothing is said. */
  public boolean isEmpty() {
    return dims.isEmpty() && shapes.isEmpty() && dataInputs.isEmpty();
  }
}
