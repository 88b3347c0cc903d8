package dev.scar.cli;

import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.DeadlockProof;
import dev.scar.hardware.RoutingVerdict;
import dev.scar.replay.ActorEngine;
import dev.scar.replay.RoundForm;
import dev.scar.sim.LoopEngine;
import dev.scar.traffic.CreditTransport;
import dev.scar.traffic.TrafficNetwork;
import dev.scar.traffic.Transport;
import dev.scar.traffic.UnboundedTransport;
import dev.scar.traffic.router.RouterSettings;
import dev.scar.traffic.router.RouterSettings.Allocator;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how packets share links and buffers. */
final class RouterOptions {
  private static final int ROUND_CYCLES = 2048;
  static final int MOST_FLITS = 1 << 16;
  private static final int MOST_ITERATIONS = 64;
  private static final RouterSettings DEFAULT = RouterSettings.DEFAULT;

  /** Which flow control there is. */
  enum FlowControl {
    INFINITE,
    CREDIT
  }

  @Option(
      names = "--flow-control",
      paramLabel = "infinite|credit",
      description =
          "Unbounded buffers and FIFO links, or routers with credits and virtual channels (default: ${DEFAULT-VALUE}).")
  FlowControl flowControl = FlowControl.INFINITE;

  @Idle(without = "--flow-control=credit")
  @Range(least = 1, most = RouterSettings.MOST_VCS)
  @Option(
      names = "--vcs",
      paramLabel = "N",
      description = "Virtual channels of every link and port (default for credit: 4).")
  @Nullable Integer vcs;

  @Idle(without = "--flow-control=credit")
  @Range(least = 1, most = MOST_FLITS)
  @Option(
      names = "--vc-buffer",
      paramLabel = "FLITS",
      description = "Flits that each virtual channel of an input can hold (default for credit: 8).")
  @Nullable Integer vcBuffer;

  @Idle(without = "--flow-control=credit")
  @Option(
      names = "--allocator",
      paramLabel = "islip|input_first|fifo",
      description =
          "Who gets the switch of a router: iSLIP; separable, input first; or the head that came first, until its tail, every channel with an input of its own (default for credit: islip).")
  @Nullable Allocator allocator;

  @Idle(without = "--flow-control=credit")
  @Range(least = 1, most = MOST_ITERATIONS)
  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Iterations of islip (default for credit: 1).")
  @Nullable Integer iterations;

  @Idle(without = "--flow-control=credit")
  @Option(
      names = "--allow-deadlock",
      description = "Run routes that can deadlock in finite buffers; without it they are refused.")
  boolean allowDeadlock;

  @Option(
      names = "--engine",
      paramLabel = "actors|loop",
      description = "Both give the same results (default: ${DEFAULT-VALUE}).")
  ReplaySettings.Engine engine = ReplaySettings.Engine.ACTORS;

  @Range(least = 1, most = CommonOptions.MOST_THREADS)
  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads of the actors; results do not depend on it (default: ${DEFAULT-VALUE}).")
  int threads = 1;

  boolean isCredit() {
    return flowControl == FlowControl.CREDIT;
  }

  /**
   * What carries the packets.
   *
   * @throws InputException if the routes do not go with routers
   */
  Transport transport(TrafficNetwork network) {
    if (isCredit()) {
      return credit(network.chipletPackage());
    }
    return new UnboundedTransport(
        engine == ReplaySettings.Engine.LOOP
            ? new LoopEngine()
            : new ActorEngine(threads, RoundForm.LONG, ROUND_CYCLES * network.cyclePs()));
  }

  /**
   * Routers and who runs them.
   *
   * @throws InputException if the routes do not go with routers
   */
  CreditTransport credit(ChipletPackage network) {
    return new CreditTransport(
        routers(network),
        engine == ReplaySettings.Engine.LOOP ? OptionalInt.empty() : OptionalInt.of(threads));
  }

  /** Refuses fewer channels than routes use. */
  static void checkChannels(ChipletPackage network, int channels) {
    int classes = network.routing().virtualChannels();
    if (channels < classes) {
      throw Values.refused(
          "--vcs",
          String.valueOf(channels),
          "is too few for the routes of " + network.name() + ", which use " + classes);
    }
  }

  /** How the routes can deadlock. */
  private static Optional<RoutingVerdict.CanDeadlock> counterexample(ChipletPackage network) {
    return DeadlockProof.verdict(network.nop(), network.routing())
            instanceof RoutingVerdict.CanDeadlock loop
        ? Optional.of(loop)
        : Optional.empty();
  }

  /**
   * Refuses routes that can deadlock.
   *
   * @throws InputException with the counterexample
   */
  static void refuse(ChipletPackage network, String advice) {
    counterexample(network)
        .ifPresent(
            loop -> {
              throw new InputException(
                  new InputProblem(
                      "--flow-control",
                      "",
                      "credit",
                      "does not go with these routes, which " + loop.describe(),
                      advice));
            });
  }

  /**
   * What the proof says of routes that are run nevertheless; it stands beside what then happens.
   */
  static Optional<String> warning(ChipletPackage network) {
    return counterexample(network).map(loop -> "scar: these routes " + loop.describe());
  }

  Optional<String> warning(TrafficNetwork network) {
    return allowDeadlock ? warning(network.chipletPackage()) : Optional.empty();
  }

  /**
   * The routers.
   *
   * @throws InputException if the routes can deadlock, or need more channels
   */
  RouterSettings routers(ChipletPackage network) {
    if (iterations != null && allocator != null && allocator != Allocator.ISLIP) {
      throw Values.refused("--iterations", iterations.toString(), "belongs to --allocator islip");
    }
    int channels = vcs == null ? DEFAULT.vcs() : vcs;
    checkChannels(network, channels);
    if (!allowDeadlock) {
      refuse(network, "Take --routing up-down, or run them with --allow-deadlock.");
    }
    return new RouterSettings(
        channels,
        vcBuffer == null ? DEFAULT.vcBuffer() : vcBuffer,
        allocator == null ? DEFAULT.allocator() : allocator,
        iterations == null ? DEFAULT.iterations() : iterations);
  }
}
