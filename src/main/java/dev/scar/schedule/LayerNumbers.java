package dev.scar.schedule;

import dev.scar.files.Spelling;
import dev.scar.workload.Layer;
import dev.scar.workload.Model;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds a model's layers by their names, or by their numbers from 0. Costs O(layers) once. */
final class LayerNumbers {
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names;

  LayerNumbers(Model model) {
    names = model.layers().stream().map(Layer::name).toList();
    for (int i = 0; i < names.size(); i++) {
      numbers.put(names.get(i), i);
    }
  }

  /** The layer that is meant; a name comes before a number. */
  Optional<Integer> of(String written) {
    boolean number = written.matches("[0-9]{1,6}") && Integer.parseInt(written) < names.size();
    return Optional.ofNullable(numbers.get(written))
        .or(() -> number ? Optional.of(Integer.parseInt(written)) : Optional.empty());
  }

  /** What may have been meant by a name that no layer has. */
  String advice(String written) {
    return Spelling.advice(written, names);
  }
}
