package dev.scar.cli;

import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.L2Overflow;
import dev.scar.schedule.WeightPolicy;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** How segments are executed, whatever their mini-batches. */
final class PolicySettings {
  @Option(
      names = "--weights",
      paramLabel = "auto|resident|streamed",
      description = "When weights are loaded (default: ${DEFAULT-VALUE}).")
  WeightPolicy weights = ExecutionPolicy.DEFAULT.weights();

  @Option(
      names = "--l2-overflow",
      paramLabel = "reported|spilled",
      description =
          "What becomes of activations that L2 does not hold: they cost nothing, or every mini-batch stores and loads them before it computes (default: ${DEFAULT-VALUE}).")
  L2Overflow overflow = ExecutionPolicy.DEFAULT.l2Overflow();

  @Option(
      names = "--execution",
      paramLabel = "sequential|overlapped",
      description =
          "Whether a chiplet loads, computes and sends one after another or side by side (default: overlapped on packages of preset built, else sequential).")
  @Nullable Execution execution;

  private boolean follows;

  /** On a package, which decides what is usual. */
  ExecutionPolicy on(ChipletPackage chipletPackage) {
    Execution chosen = execution == null ? Execution.usual(chipletPackage) : execution;
    return new ExecutionPolicy(weights, Map.of(), chosen, overflow);
  }

  /** What decided on the execution. */
  String executionFrom(ChipletPackage chipletPackage) {
    return execution != null
        ? follows ? "start" : "option"
        : "preset " + chipletPackage.terms().preset().word();
  }

  /** A schedule that the search begins with decides; options may only say the same. */
  void follow(ExecutionPolicy read, ParseResult given) {
    refuseOther(given, "--weights", weights, read.weights());
    refuseOther(given, "--l2-overflow", overflow, read.l2Overflow());
    if (execution != null) {
      refuseOther(given, "--execution", execution, read.execution());
    }
    execution = read.execution();
    follows = true;
    weights = read.weights();
    overflow = read.l2Overflow();
  }

  private static void refuseOther(ParseResult given, String option, Object chosen, Object read) {
    if (given.hasMatchedOption(option) && !chosen.equals(read)) {
      throw Values.refused(
          option, chosen.toString(), "is not what the schedule says", "Leave it out.");
    }
  }
}
