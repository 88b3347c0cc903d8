package dev.scar.workload;

import dev.scar.workload.onnx.ElementType;
import dev.scar.workload.onnx.Flow;
import dev.scar.workload.onnx.Network;
import dev.scar.workload.onnx.Shape;
import dev.scar.workload.onnx.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes layers of the work of an ONNX file, and edges of the flow between.
 *
 * <p>A sum of tensors becomes part of the last layer that makes one of them ({@code add}), if that
 * layer's tensor goes nowhere else; otherwise an ADD layer. In a product of tensors the smaller
 * ones are gates of the largest. Costs O(flows + edges).
 */
final class OnnxLayers {
  private static final int MOST_EDGES = 2_000_000;

  private final Network network;
  private final WorkShapes shapes;
  private final LayerNames names = new LayerNames();
  private final List<LayerDraft> drafts = new ArrayList<>();
  private final Map<Flow, Reading> readings = new IdentityHashMap<>();
  private final List<String> alsoReading = new ArrayList<>();
  private int edges;

  OnnxLayers(Network network) {
    this.network = network;
    this.shapes = WorkShapes.of(works(network), network.leading());
  }

  private static List<Work> works(Network network) {
    return network.flows().stream()
        .filter(flow -> flow.kind() == Flow.Kind.MADE)
        .map(Flow::work)
        .toList();
  }

  /**
   * The model.
   *
   * @throws IllegalArgumentException if there is no work, or more than layers can be
   */
  ImportedModel model(String name) {
    for (Flow flow : network.flows()) {
      Reading reading =
          switch (flow.kind()) {
            case INPUT -> Reading.INPUT;
            case MADE -> layer(flow.work());
            case THROUGH -> readings.getOrDefault(flow.root(), Reading.INPUT).part(flow);
            case SUM -> sum(flow);
            case PRODUCT -> product(flow);
            case MEETING -> Reading.together(read(flow.of()));
          };
      edges += reading.size();
      if (edges > MOST_EDGES) {
        throw new IllegalArgumentException(
            "its tensors meet in more than " + MOST_EDGES + " edges");
      }
      readings.put(flow, reading);
    }
    if (drafts.isEmpty()) {
      throw new IllegalArgumentException("it has no convolution and no product of matrices");
    }
    OnnxNotes told = new OnnxNotes(network, works(network), shapes.samples(), alsoReading);
    int bits = told.bits();
    List<Layer> layers = new ArrayList<>();
    List<LayerLinks> links = new ArrayList<>();
    int[] tensors = new int[drafts.size()];
    drafts.forEach(draft -> draft.raise(tensors, bits));
    for (int i = 0; i < drafts.size(); i++) {
      links.add(drafts.get(i).links());
      layers.add(drafts.get(i).layer(this::outputs, bits, tensors[i]));
    }
    String title = network.title().replaceAll("\\p{Cc}", "?");
    Model model = new Model(name, title.isBlank() || title.length() > 200 ? name : title, layers);
    return new ImportedModel(
        model, false, links, (int) shapes.samples(), bits, 1, List.of(), told.notes());
  }

  private List<Reading> read(List<Flow> flows) {
    return flows.stream().map(flow -> readings.getOrDefault(flow, Reading.INPUT)).toList();
  }

  private Reading layer(Work work) {
    String own = work.name().isEmpty() ? work.tensor() : work.name();
    String written = work.part().isEmpty() ? own : own + "/" + work.part();
    Reading reads = Reading.together(read(work.operands()));
    LayerShape shape;
    try {
      shape = shapes.shape(work);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "node " + written + " (" + work.operator() + "): " + e.getMessage(), e);
    }
    String name = names.of(written);
    if (reads.input() && !reads.isEmpty()) {
      alsoReading.add(name);
    }
    boolean weighted = shape.weightElements() > 0;
    return add(
        new LayerDraft(
            name,
            shape,
            shapes.macs(work, shape),
            shapes.weights(work, shape),
            shapes.inputs(work, shape),
            shapes.outputs(work, shape),
            work.operandType().bits(),
            weighted ? work.weightType() : ElementType.UNDEFINED,
            reads,
            note(work, written, name)));
  }

  private String note(Work work, String written, String name) {
    List<String> notes = new ArrayList<>();
    if (!written.equals(name) && !written.equals("/" + name)) {
      notes.add("called \"" + written + "\" in the file");
    }
    notes.add(work.note());
    notes.add(shapes.approximation(work));
    return String.join("; ", notes.stream().filter(note -> !note.isEmpty()).toList());
  }

  private Reading add(LayerDraft draft) {
    drafts.add(draft);
    return Reading.of(drafts.size() - 1);
  }

  private long elements(Flow flow) {
    Reading reading = readings.getOrDefault(flow, Reading.INPUT);
    Shape shape = flow.shape();
    if (shape != null && shape.dims().stream().allMatch(dim -> dim >= 0)) {
      return shape.elements();
    }
    return reading.main().size() == 1
        ? Math.multiplyExact(outputs(reading.main().get(0)), shapes.samples())
        : 0;
  }

  private long outputs(int layer) {
    return drafts.get(layer).outputs();
  }

  private Reading product(Flow flow) {
    List<Flow> of = flow.of();
    Flow largest = of.stream().max(Comparator.comparingLong(this::elements)).orElseThrow();
    Flow main =
        of.stream().filter(f -> elements(f) == elements(largest)).findFirst().orElse(largest);
    return readings
        .getOrDefault(main, Reading.INPUT)
        .gated(Reading.together(read(of.stream().filter(f -> f != main).toList())));
  }

  private Reading sum(Flow flow) {
    List<Reading> operands = read(flow.of());
    Reading all = Reading.together(operands);
    if (operands.stream().filter(operand -> !operand.isEmpty()).count() < 2) {
      return all;
    }
    Optional<Flow> last =
        flow.of().stream()
            .filter(f -> f.readers() == 1 && isWhole(f, elements(flow)))
            .filter(f -> readings.getOrDefault(f, Reading.INPUT).main().equals(List.of(all.last())))
            .findFirst();
    if (last.isEmpty()) {
      return add(addition(flow, all));
    }
    int into = all.last();
    for (Flow other : flow.of()) {
      if (other != last.get()) {
        drafts.get(into).add(readings.getOrDefault(other, Reading.INPUT));
      }
    }
    return Reading.of(into);
  }

  /** Whether it is the whole tensor of one layer, which no layer after that one has a part in. */
  private boolean isWhole(Flow flow, long elements) {
    Reading reading = readings.getOrDefault(flow, Reading.INPUT);
    return reading.main().size() == 1
        && reading.gates().isEmpty()
        && !reading.input()
        && flow.part() == 1
        && elements == Math.multiplyExact(outputs(reading.main().get(0)), shapes.samples());
  }

  private LayerDraft addition(Flow flow, Reading all) {
    long elements = Math.max(1, elements(flow) / shapes.samples());
    if (elements(flow) == 0) {
      elements = all.main().stream().mapToLong(this::outputs).max().orElse(1);
    }
    Shape known = flow.shape();
    List<Long> dims = known == null ? List.of() : known.dims();
    int rank = dims.size();
    long channels = rank < 2 ? elements : Math.max(1, dims.get(rank == 3 ? 2 : 1));
    long columns = rank < 4 ? 1 : Math.max(1, dims.get(rank - 1));
    boolean fits = elements % Math.multiplyExact(channels, columns) == 0;
    long rows = fits ? elements / (channels * columns) : 1;
    LayerShape sum =
        new LayerShape(
            LayerKind.ADD,
            fits ? channels : elements,
            fits ? channels : elements,
            1,
            1,
            rows,
            fits ? columns : 1,
            1,
            1,
            0,
            0,
            1,
            1);
    String after = drafts.get(all.last()).name();
    return new LayerDraft(
        names.of("add/" + after),
        sum,
        0,
        0,
        sum.inputElements(),
        sum.outputElements(),
        0,
        ElementType.UNDEFINED,
        all.plain(),
        "");
  }
}
