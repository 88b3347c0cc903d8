package dev.scar.cli;

import dev.scar.run.WorkloadFolder;
import dev.scar.units.Quantity;
import dev.scar.workload.ImportedModel;
import dev.scar.workload.Layer;
import dev.scar.workload.LayerKind;
import dev.scar.workload.NamedInput;
import dev.scar.workload.Serving;
import dev.scar.workload.Transformer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scar workload generate}: a transformer as it is served, as workload files. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description =
        "Writes a model file and a scenario of a transformer that makes text: transformer, whose sizes are given, or gpt-2, gpt-2-medium, "
            + "gpt-2-large, gpt-2-xl, llama-3-8b, llama-3-70b, mixtral-8x7b, of which given sizes change those. Prefill is "
            + "--sequence 2048, a step of decoding --sequence 1 --context 2048. Prints its parameters, its work, and what the cache moves.",
    footer = {
      "",
      "Example: scar workload generate llama-3-8b --sequence 1 --context 2048 --batch 8 --out decode"
    })
final class WorkloadGenerateCommand implements Callable<Integer> {
  private static final String OWN = "transformer";

  @Parameters(paramLabel = "KIND", description = "transformer, or a published one.")
  String kind = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder for the scenario and its model.")
  Path out = Path.of("");

  @Option(names = "--overwrite", description = "Replace the files in DIR.")
  boolean overwrite;

  @Option(
      names = "--topology",
      paramLabel = "TOPOLOGY",
      completionCandidates = Names.Topologies.class,
      description = "The scenario's default package (default: ${DEFAULT-VALUE}).")
  String topology = "het-sides-3x3-built";

  @Option(
      names = "--sequence",
      paramLabel = "N",
      description =
          "Tokens of a sequence that are computed: 1 to decode, a text's to prefill (default: ${DEFAULT-VALUE}).")
  long sequence = 1;

  @Option(
      names = "--context",
      paramLabel = "N",
      description =
          "Tokens before them, whose keys and values are cached (default: ${DEFAULT-VALUE}).")
  long context;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Sequences (default: ${DEFAULT-VALUE}).")
  int batch = 1;

  @Option(
      names = "--together",
      paramLabel = "N",
      description =
          "How many sequences a sample of the model holds: they are rows of the same products and share the weights that these "
              + "read; a divisor of --batch (default: all to decode, else one).")
  @Nullable Integer together;

  @Option(
      names = "--precision",
      paramLabel = "BITS",
      description = "Of weights, activations and caches (default: ${DEFAULT-VALUE}).")
  int precision = 8;

  @Option(
      names = "--style",
      paramLabel = "gpt|llama",
      description =
          "gpt: two matrices in the feed-forward network, biases; llama: three, the first a gate of the second, no biases (default: gpt for transformer).")
  Transformer.@Nullable Style style;

  @Option(names = "--layers", paramLabel = "N", description = "Blocks.")
  @Nullable Long layers;

  @Option(names = "--hidden", paramLabel = "N", description = "Width of a token between blocks.")
  @Nullable Long hidden;

  @Option(names = "--heads", paramLabel = "N", description = "Heads of queries.")
  @Nullable Long heads;

  @Option(
      names = "--kv-heads",
      paramLabel = "N",
      description =
          "Heads of keys and values, shared by those of queries (default: as many as those, for transformer).")
  @Nullable Long keyValueHeads;

  @Option(
      names = "--head-size",
      paramLabel = "N",
      description = "Elements of a head (default: hidden over heads).")
  @Nullable Long headSize;

  @Option(
      names = "--feed-forward",
      paramLabel = "N",
      description = "Inner width of the feed-forward network, or of each expert.")
  @Nullable Long feedForward;

  @Option(
      names = "--experts",
      paramLabel = "N",
      description = "Feed-forward networks to choose from (default: no choice, for transformer).")
  @Nullable Long experts;

  @Option(
      names = "--experts-per-token",
      paramLabel = "N",
      description = "How many experts a token takes (default: only one, for transformer).")
  @Nullable Long expertsPerToken;

  @Option(
      names = "--vocabulary",
      paramLabel = "N",
      description =
          "Tokens told apart; 0 leaves out the last product (default: 0, for transformer).")
  @Nullable Long vocabulary;

  @Option(
      names = "--positions",
      paramLabel = "N",
      description =
          "Learned vectors for positions: parameters, and a bound of sequence and context (default: none, for transformer).")
  @Nullable Long positions;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Transformer made = transformer();
    Serving serving;
    try {
      int rows = or(together, Serving.usual(sequence, batch));
      serving = new Serving(sequence, context, batch, rows, precision);
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
    WorkloadFolder folder = WorkloadFolder.of(kind, made, serving);
    folder.write(out, overwrite, topology, Home.inputs());
    print(made, serving, folder.models().get(0));
    WorkloadCommand.printWritten(folder, out, spec);
    return 0;
  }

  private Transformer transformer() {
    try {
      Transformer base = kind.equals(OWN) ? own() : Transformer.PRESETS.get(kind);
      if (base == null) {
        String known = String.join(", ", Transformer.PRESETS.keySet());
        throw new ParameterException(
            spec.commandLine(), "'%s' is none of %s, %s".formatted(kind, OWN, known));
      }
      long width = or(hidden, base.hidden());
      long queries = or(heads, base.heads());
      boolean resized = hidden != null || heads != null;
      return new Transformer(
          or(style, base.style()),
          or(layers, base.layers()),
          width,
          queries,
          or(keyValueHeads, base.keyValueHeads()),
          or(headSize, resized ? width / Math.max(1, queries) : base.headSize()),
          or(feedForward, base.feedForward()),
          or(experts, base.experts()),
          or(expertsPerToken, base.expertsPerToken()),
          or(vocabulary, base.vocabulary()),
          or(positions, base.positions()));
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  private Transformer own() {
    if (layers == null || hidden == null || heads == null || feedForward == null) {
      throw new ParameterException(
          spec.commandLine(), "transformer needs --layers, --hidden, --heads and --feed-forward");
    }
    long shared = hidden / Math.max(1, heads);
    return Transformer.of(layers, hidden, heads, or(headSize, shared), feedForward);
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }

  private ParameterException refused(IllegalArgumentException e) {
    return new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
  }

  private void print(Transformer made, Serving serving, ImportedModel model) {
    long attention = 0;
    long weighted = 0;
    long read = 0;
    long written = 0;
    for (Layer layer : model.model().layers()) {
      attention += layer.shape().kind() == LayerKind.MATMUL ? layer.macs() : 0;
      weighted += layer.shape().kind() == LayerKind.GEMM ? layer.macs() : 0;
      read += layer.namedInputs().stream().mapToLong(NamedInput::elements).sum();
      written += layer.output() ? layer.outputElements() : 0;
    }
    String touched =
        made.experts() == 1
            ? ""
            : String.format(
                Locale.ROOT,
                "; experts touched: %.2f of %d",
                serving.expertsTouched(made),
                made.experts());
    PrintWriter printed = spec.commandLine().getOut();
    printed.println(
        String.format(
            Locale.ROOT,
            "  parameters: %,d; %,d of a token%n"
                + "  MACs of a sample: %,d with weights, %,d of attention; a token: %,d%n"
                + "  keys and values of a sample: %s read, %s written%s",
            made.parameters(),
            made.parametersOfAToken(),
            weighted,
            attention,
            (weighted + attention) / serving.tokens(),
            bytes(read),
            bytes(written),
            touched));
  }

  private String bytes(long elements) {
    return Quantity.SIZE.format(Math.multiplyExact(elements, (long) precision) / 8);
  }
}
