package dev.scar.workload;

import dev.scar.files.NodeReader;
import dev.scar.files.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the layers of one model, in order; each may name those before it. */
final class LayerListReader {
  private final boolean exact;
  private final List<Layer> corrected = new ArrayList<>();
  private final List<Layer> literal = new ArrayList<>();
  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final Set<NamedInput> unread = new LinkedHashSet<>();
  private final List<Optional<MadeTensor>> made = new ArrayList<>();

  /** Starts a list; an exact graph is one in which neighbouring shapes must fit. */
  LayerListReader(boolean exact) {
    this.exact = exact;
  }

  /** Reads what no layer makes; layers may name it from then on. */
  void readInput(NodeReader node) {
    String name = node.at("name").text();
    node.build(() -> new NamedInput(name, node.at("elements").whole()))
        .ifPresent(
            input -> {
              if (sources.putIfAbsent(name, new Source.Given(input)) != null) {
                node.at("name").problem("is the name of an input before as well", "");
              }
              unread.add(input);
            });
  }

  /** Refuses inputs that no layer has named; where they are written. */
  void checkInputsAreRead(List<NodeReader> inputs) {
    for (NodeReader input : inputs) {
      if (unread.stream().anyMatch(u -> u.name().equals(input.at("name").text()))) {
        input.at("name").problem("is read by no layer", "Name it in the \"inputs\" of one.");
      }
    }
  }

  /** The layers as the network has them; complete only if no problem was recorded. */
  List<Layer> corrected() {
    return corrected;
  }

  /**
   * The layers as the list prints them; complete only if no problem was recorded. A list with
   * literal readings prints no padding either, so none of its layers is costed with any; the MACs
   * stay those of the list, which counts every input position.
   */
  List<Layer> literal() {
    return literal.equals(corrected)
        ? literal
        : literal.stream().map(l -> l.withShape(l.shape().withLeastPadding())).toList();
  }

  /** Reads the next layer. */
  void read(NodeReader node) {
    Optional<LayerShape> shape = LayerShapeReader.read(node);
    Tensors tensors = tensors(node);
    if (exact && shape.isPresent()) {
      checkFit(node, shape.get(), tensors);
    }
    NodeReader printed = node.at("literal");
    if (shape.isPresent()) {
      node.build(() -> layer(node, shape.get(), shape.get(), node.at("macs"), tensors))
          .ifPresent(corrected::add);
    }
    if (shape.isPresent() && printed.isPresent()) {
      LayerShapeReader.read(printed.over(node))
          .flatMap(s -> node.build(() -> layer(node, shape.get(), s, printed.at("macs"), tensors)))
          .ifPresent(literal::add);
    } else if (corrected.size() > literal.size()) {
      literal.add(corrected.get(corrected.size() - 1));
    }
    index(node.at("name"));
    made.add(shape.map(s -> new MadeTensor(s, node.at("outputs").wholeOr(s.outputElements()))));
  }

  private void index(NodeReader name) {
    Source earlier = sources.putIfAbsent(name.text(), new Source.Made(made.size()));
    if (earlier instanceof Source.Made made) {
      name.problem("is the name of layers[" + made.layer() + "] as well", "");
    } else if (earlier != null) {
      name.problem("is the name of an input as well", "");
    }
  }

  private Layer layer(
      NodeReader node, LayerShape real, LayerShape costed, NodeReader macs, Tensors tensors) {
    List<NamedInput> given = new ArrayList<>(tensors.given());
    long rest =
        exact ? 0 : new TensorFit(node, real, made::get, tensors.parts()).missing(tensors.inputs());
    if (rest > 0) {
      given.add(NamedInput.rest(rest));
    }
    long weights = node.at("weights").wholeOr(costed.weightElements());
    if (weights < costed.weightElements()) {
      node.at("weights")
          .problem(
              "is less than the %d that one sample reads".formatted(costed.weightElements()), "");
    }
    return new Layer(
        "",
        LayerCosts.CORRECTED,
        node.at("name").text(),
        costed,
        macs.wholeOr(costed.macs()),
        weights,
        tensor(node.at("outputs"), real),
        tensors.fromModelInput()
            ? node.at("modelInput")
                .wholeOr(Math.addExact(real.inputElements(), real.operandElements()))
            : 0,
        given,
        tensors.producers(),
        tensors.parts(),
        ModelReader.bits(node.at("weightPrecision"), 0),
        ModelReader.bits(node.at("outputPrecision"), 0),
        node.has("output"));
  }

  /** Elements of the tensor that a layer makes. */
  private static long tensor(NodeReader outputs, LayerShape shape) {
    long elements = outputs.wholeOr(shape.outputElements());
    if (elements > shape.outputElements()) {
      outputs.problem("is more than the %d that it makes".formatted(shape.outputElements()), "");
    }
    return elements;
  }

  /** What it reads of the layers of which it does not read all. */
  private Map<Integer, Long> parts(NodeReader reads, List<Integer> producers) {
    Map<Integer, Long> parts = new TreeMap<>();
    for (String name : reads.keys()) {
      NodeReader elements = reads.at(name);
      if (!(sources.get(name) instanceof Source.Made from) || !producers.contains(from.layer())) {
        elements.problem("is not the name of a layer that it reads", "Name it in \"inputs\" too.");
      } else if (made.get(from.layer()).filter(m -> m.elements() == elements.whole()).isEmpty()) {
        parts.put(from.layer(), elements.whole());
      }
    }
    return parts;
  }

  private void checkFit(NodeReader node, LayerShape shape, Tensors tensors) {
    node.build(
        () -> {
          TensorFit fit = new TensorFit(node, shape, made::get, tensors.parts());
          fit.checkInputs(tensors.inputs());
          fit.checkEach("add", tensors.added(), Math.multiplyExact(shape.k(), shape.repeat()));
          fit.checkEach("sum", tensors.summed(), shape.c());
          fit.checkEach("gate", tensors.gates(), shape.c());
          return fit;
        });
  }

  /** Where a layer's tensors come from, in the order of the file. */
  private record Tensors(
      boolean fromModelInput,
      List<Source> inputs,
      List<Source> added,
      List<Source> summed,
      List<Source> gates,
      Map<Integer, Long> parts) {
    private Tensors reading(Map<Integer, Long> some) {
      return new Tensors(fromModelInput, inputs, added, summed, gates, some);
    }

    private Stream<Source> all() {
      return Stream.of(inputs, added, summed, gates).flatMap(List::stream);
    }

    /** Layers, ascending. */
    List<Integer> producers() {
      return all()
          .filter(Source.Made.class::isInstance)
          .map(source -> ((Source.Made) source).layer())
          .distinct()
          .sorted()
          .toList();
    }

    /** What no layer makes. */
    List<NamedInput> given() {
      return all()
          .filter(Source.Given.class::isInstance)
          .map(source -> ((Source.Given) source).input())
          .distinct()
          .toList();
    }
  }

  private Tensors tensors(NodeReader node) {
    boolean first = made.isEmpty();
    NodeReader inputs = node.at("inputs");
    Tensors all =
        new Tensors(
            inputs.isPresent() ? inputs.items().isEmpty() : first,
            inputs.isPresent() || first
                ? sources(inputs)
                : List.of(new Source.Made(made.size() - 1)),
            sources(node.at("add")),
            sources(node.at("sum")),
            sources(node.at("gate")),
            Map.of());
    if (node.has("modelInput") && !all.fromModelInput()) {
      node.at("modelInput").problem("does not fit a layer that names others as its inputs", "");
    }
    return all.reading(parts(node.at("reads"), all.producers()));
  }

  private List<Source> sources(NodeReader names) {
    List<Source> found = new ArrayList<>();
    for (NodeReader name : names.items()) {
      Source source = sources.get(name.text());
      if (source == null) {
        String advice =
            Spelling.nearest(name.text(), sources.keySet())
                .map(near -> "Maybe write \"" + near + "\".")
                .orElse("Layers are listed in the order of execution.");
        name.problem("is not the name of a layer before this one", advice);
      } else {
        found.add(source);
        if (source instanceof Source.Given given) {
          unread.remove(given.input());
        }
      }
    }
    return found;
  }
}
