package dev.scar.cli;

import dev.scar.files.InputException;
import dev.scar.files.InputProblem;
import dev.scar.hardware.ChipletPackage;
import dev.scar.sim.CreditBuffers;
import dev.scar.sim.FlowControl;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of replays that say how packets share links and buffers. */
final class FlowSettings {
  @Option(
      names = "--flow-control",
      paramLabel = "infinite|credit",
      description =
          "Unbounded buffers, or wormhole routers with credits and virtual channels, flit by flit of 64 B (default: ${DEFAULT-VALUE}).")
  RouterOptions.FlowControl kind = RouterOptions.FlowControl.INFINITE;

  @Idle(without = "--flow-control=credit")
  @Range(least = 1, most = CreditBuffers.MOST_VCS)
  @Option(
      names = "--vcs",
      paramLabel = "N",
      description = "Virtual channels of every link and port (default for credit: 4).")
  @Nullable Integer vcs;

  @Idle(without = "--flow-control=credit")
  @Range(least = 1, most = RouterOptions.MOST_FLITS)
  @Option(
      names = "--vc-buffer",
      paramLabel = "FLITS",
      description =
          "Flits that each virtual channel holds (default for credit: what a lone transfer needs to be as fast as predicted, by link).")
  @Nullable Integer vcBuffer;

  @Idle(without = "--flow-control=credit")
  @Option(
      names = "--allow-deadlock",
      description = "Run routes that can deadlock in finite buffers; without it they are refused.")
  boolean allowDeadlock;

  /**
   * How packets share links and buffers of a package.
   *
   * @param err is told of routes that can deadlock and are run nevertheless
   * @throws InputException if its routes do not go with routers
   */
  FlowControl flowControl(ChipletPackage chipletPackage, PrintWriter err) {
    if (kind == RouterOptions.FlowControl.INFINITE) {
      return FlowControl.ALL.get(0);
    }
    if (chipletPackage.multicast()) {
      throw new InputException(
          new InputProblem(
              "--flow-control",
              "",
              "credit",
              "does not go with nop.multicast of package " + chipletPackage.name(),
              "Leave out one of them."));
    }
    int channels = vcs == null ? CreditBuffers.DEFAULT.vcs() : vcs;
    RouterOptions.checkChannels(chipletPackage, channels);
    if (allowDeadlock) {
      RouterOptions.warning(chipletPackage).ifPresent(err::println);
    } else {
      RouterOptions.refuse(
          chipletPackage,
          "Give the package the routing \"up-down\", or run it with --allow-deadlock.");
    }
    return new CreditBuffers(channels, vcBuffer == null ? 0 : vcBuffer);
  }
}
