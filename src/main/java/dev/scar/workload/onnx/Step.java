package dev.scar.workload.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what one node makes: shapes and values, the work for it, and where it comes from. */
final class Step {
  private static final String EXPORT = "Export the model with operators of ONNX itself.";

  /** What the names of operators with products say. */
  private static final Pattern MULTIPLIES =
      Pattern.compile(
          "Attention|QKV|MatMul|Gemm|GEMM|MoE|LSTM|GRU|RNN|SVM|Conv(?!ert)|(?<!Q|[Nn]on|[Bb]i)Linear"
              + "|Dense|FullyConnected|InnerProduct|Einsum|DeltaNet|Mamba|SelectiveScan|CDist|M[Ll][Pp]"
              + "|FFN|FeedForward|Expert");

  /** What the names of operators that stand for whole networks say. */
  private static final Pattern COMPILED =
      Pattern.compile("EPContext|Engine|Sub[Gg]raph|Compiled|Delegate|Snpe|NeuronOp");

  private final Knowledge known;
  private final Set<String> unknown = new HashSet<>();

  Step(Knowledge known) {
    this.known = known;
  }

  /** Finds the results of a node, whose operands exist. */
  void operate(OnnxNode node) {
    List<@Nullable Tensor> operands = new ArrayList<>();
    node.inputs().forEach(name -> operands.add(name.isEmpty() ? null : known.tensor(name)));
    Operation operation = new Operation(node, operands, known.flows(), known::saidShape);
    Worker worker = Operators.WORK.get(node.operator());
    FreeOperator free = Operators.FREE.get(node.operator());
    if (worker != null) {
      work(operation, worker);
    } else if (free != null) {
      free(operation, free);
    } else {
      stranger(operation);
    }
  }

  private void work(Operation o, Worker worker) {
    try {
      Worker.Result result = worker.work(o);
      Flow flow = result.flow();
      for (int i = 0; i < o.node().outputs().size(); i++) {
        Fact fact =
            i < result.facts().size()
                ? result.facts().get(i)
                : new Fact(ElementType.UNDEFINED, null);
        known.put(o.node(), i, fact, fact.type(), flow == null, i == 0 ? flow : result.others());
      }
    } catch (IllegalArgumentException e) {
      throw known.problem(
          o.node(),
          String.valueOf(e.getMessage()),
          unknown.isEmpty()
              ? ""
              : "Operators that are not known: "
                  + unknown.stream().sorted().limit(5).collect(Collectors.joining(", "))
                  + ".");
    } catch (ArithmeticException e) {
      throw known.problem(o.node(), "has sizes beyond 2^63", "");
    }
  }

  private void free(Operation o, FreeOperator operator) {
    List<Fact> facts;
    try {
      facts = operator.shaper().results(o);
    } catch (IllegalArgumentException | ArithmeticException e) {
      if (o.node().outputs().stream().anyMatch(name -> known.saidShape(name) == null)) {
        throw known.problem(
            o.node(),
            e instanceof ArithmeticException
                ? "has sizes beyond 2^63"
                : String.valueOf(e.getMessage()),
            "");
      }
      known.warn(o.node(), e.getMessage() + "; the shape that the file says is taken");
      facts = List.of();
    }
    List<Flow> data = new ArrayList<>();
    boolean fixed = operator.isFixed();
    for (int i = 0; i < Math.min(o.count(), operator.data()); i++) {
      Tensor tensor = o.input(i);
      if (tensor != null && tensor.flow() != null) {
        data.add(tensor.flow());
      }
      fixed &= tensor == null || tensor.isParameter();
    }
    Tensor source = o.input(0);
    for (int i = 0; i < o.node().outputs().size(); i++) {
      Fact fact = i < facts.size() ? facts.get(i) : new Fact(o.type(0), null);
      Shape shape = known.shape(o.node().outputs().get(i), fact.shape());
      boolean ofData = source != null && source.flow() != null;
      double part = operator.cuts() && ofData ? part(o.shape(0), shape) : 1;
      String how = operator.changesForm() ? o.node().op() : "";
      Flow flow =
          data.isEmpty() || o.node().outputs().get(i).isEmpty()
              ? null
              : o.join(operator.meets(), data, shape, part, how);
      known.put(o.node(), i, fact, stored(o, operator, fact), fixed, flow);
    }
  }

  private static double part(@Nullable Shape whole, @Nullable Shape cut) {
    if (whole == null || cut == null || !whole.isKnown() || !cut.isKnown()) {
      return 1;
    }
    double elements =
        whole.dims().stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b);
    double left = cut.dims().stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b);
    return elements == 0 ? 1 : Math.min(1, left / elements);
  }

  /** The type in which a result was kept before it came here. */
  private static ElementType stored(Operation o, FreeOperator operator, Fact fact) {
    Tensor in = o.input(0);
    if (in == null) {
      return fact.type();
    }
    boolean same = operator.changesForm() || o.node().op().equals("Identity");
    boolean unpacked = o.node().op().equals("DequantizeLinear");
    boolean cast = o.node().op().startsWith("Cast") && in.isParameter();
    return (same && fact.type() == in.type()) || unpacked || cast ? in.stored() : fact.type();
  }

  /** An operator that nobody knows: an edge if it has no weights to speak of. */
  private void stranger(Operation o) {
    OnnxNode node = o.node();
    String of = node.domain().isEmpty() ? "" : " of domain " + node.domain();
    if (COMPILED.matcher(node.op()).find() || node.domain().endsWith(".nchwc")) {
      throw known.problem(
          node,
          "is operator " + node.op() + of + ", which is made for a device",
          "Import the model as it was before it was compiled or optimised for a device.");
    }
    for (OnnxAttribute attribute : node.attributes().values()) {
      OnnxTensor tensor = attribute.tensor();
      if (tensor != null && tensor.dims().rank() > 1) {
        throw known.problem(
            node,
            "is operator "
                + node.op()
                + of
                + ", which is not known and has weights "
                + tensor.dims()
                + " in attribute "
                + attribute.name(),
            EXPORT);
      }
    }
    List<Flow> data = new ArrayList<>();
    for (int i = 0; i < o.count(); i++) {
      Tensor tensor = o.input(i);
      Shape shape = tensor == null ? null : tensor.shape();
      if (tensor != null && tensor.isParameter() && shape != null && shape.rank() > 1) {
        throw known.problem(
            node,
            "is operator " + node.op() + of + ", which is not known and has weights " + shape,
            EXPORT);
      }
      if (tensor != null && tensor.flow() != null) {
        data.add(tensor.flow());
      }
    }
    if (!data.isEmpty() && MULTIPLIES.matcher(node.op()).find()) {
      throw known.problem(
          node,
          "is operator "
              + node.op()
              + of
              + ", which is not known and has products, as its name says",
          EXPORT);
    }
    unknown.add(node.operator());
    known.warn(node, "operator " + node.op() + of + " is not known and taken to be without work");
    for (int i = 0; i < node.outputs().size(); i++) {
      Shape shape = known.shape(node.outputs().get(i), null);
      Flow flow = o.join(Flow.Kind.MEETING, data, shape, 1, node.op());
      ElementType type = known.saidType(node.outputs().get(i), o.type(0));
      known.put(o.node(), i, new Fact(type, shape), type, data.isEmpty(), flow);
    }
  }
}
