package dev.scar.workload.onnx;

import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The inputs of a graph that have no value: data, or weights whose values were removed. */
record GraphInputs(OnnxGraph graph, Knowledge known, ImportOptions options) {

  /** Adds the inputs without values; returns the first axis of the first that is data. */
  long add(List<OnnxValue> inputs) {
    Set<String> names =
        inputs.stream().map(OnnxValue::name).collect(Collectors.toUnmodifiableSet());
    Set<String> asked = options.dataInputs();
    for (String name : new TreeSet<>(asked)) {
      if (!names.contains(name)) {
        throw new InputException(
            new InputProblem(
                known.file(),
                "",
                name,
                "is not an input without a value",
                "There are: " + inputs.stream().map(OnnxValue::name).limit(10).toList() + "."));
      }
    }
    Set<String> parameters =
        asked.isEmpty()
            ? InputRoles.parameters(graph.nodes(), inputs)
            : names.stream().filter(n -> !asked.contains(n)).collect(Collectors.toSet());
    long leading = 0;
    for (OnnxValue input : inputs) {
      boolean fixed = parameters.contains(input.name());
      if (input.dims() == null && !options.shapes().containsKey(input.name()) && fixed) {
        known.add(input.name(), new Tensor(input.type(), input.type(), null, null, true, null));
        continue;
      }
      Shape shape = known.sizes().ofInput(input);
      Flow flow = fixed ? null : Flow.input(input.name(), shape);
      if (flow != null) {
        known.flows().add(flow);
        leading = leading == 0 ? (shape.rank() > 1 ? shape.dim(0) : 1) : leading;
      }
      known.add(input.name(), new Tensor(input.type(), input.type(), shape, null, fixed, flow));
    }
    known.sizes().check().forEach(known::note);
    if (!parameters.isEmpty()) {
      List<String> named =
          inputs.stream().map(OnnxValue::name).filter(parameters::contains).toList();
      known.note(
          named.size()
              + " inputs without values are taken for weights: "
              + named.stream().limit(5).collect(Collectors.joining(", "))
              + (named.size() > 5 ? ", ..." : "")
              + "; --data-inputs says which inputs are data");
    }
    return Math.max(1, leading);
  }
}
