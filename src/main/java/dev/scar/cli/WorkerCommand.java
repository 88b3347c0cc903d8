package dev.scar.cli;

import dev.scar.cluster.ClusterOptions;
import dev.scar.cluster.Worker;
import dev.scar.cost.MaestroCostModel;
import dev.scar.study.Answering;
import dev.scar.study.Bench;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code scar worker}: works on experiments whose coordinator is elsewhere. */
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    description =
        "Works for a scar explore, sweep, validate or reproduce with --coordinator, until that has all answers. May come and go at any time.",
    footer = {"", "Example: scar worker --join 127.0.0.1:2552"})
final class WorkerCommand implements Callable<Integer> {
  private static final String LOOPBACK = "127.0.0.1";

  @Option(
      names = "--join",
      required = true,
      paramLabel = "HOST:PORT",
      converter = ClusterSettings.AddressConverter.class,
      description = "The coordinator's address.")
  ClusterOptions.@Nullable Address join;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description =
          "This machine's address, as the coordinator reaches it (default: ${DEFAULT-VALUE}).")
  String host = LOOPBACK;

  @Range(least = 1, most = CommonOptions.MOST_THREADS)
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Points at a time; results do not depend on it (default: all processors).")
  @Nullable Integer threads;

  @Mixin ClusterSettings cluster = new ClusterSettings();
  @Spec CommandSpec spec = CommandSpec.create();

  /** Answers questions one after the other, in a thread that asks. */
  static Answering answering(String name, BooleanSupplier stop) {
    return Answering.on(bench(1, stop), System::nanoTime, name);
  }

  /** What points are worked out on. */
  static Bench bench(int threads, BooleanSupplier stop) {
    return Bench.of(MaestroCostModel.shipped(), threads).stopping(stop);
  }

  @Override
  public Integer call() {
    ClusterOptions options =
        cluster.options(
            Objects.requireNonNull(join), new ClusterOptions.Address(host, 0), "--host");
    String name = host + "/" + ProcessHandle.current().pid();
    PrintWriter err = spec.commandLine().getErr();
    Worker.End end =
        new Worker(options, CommonOptions.threads(threads), stop -> answering(name, stop)::answer)
            .run(() -> tell(err, "joined " + join));
    tell(err, end.answered() + " points worked out here");
    if (end.isDone()) {
      return 0;
    }
    boolean refused = !end.refusal().isEmpty();
    tell(err, refused ? "refused: " + end.refusal() : "no coordinator is at " + join);
    return refused ? Failures.BAD_INPUT : Failures.FAILED;
  }

  private static void tell(PrintWriter err, String text) {
    err.println("scar: " + text);
    err.flush();
  }
}
