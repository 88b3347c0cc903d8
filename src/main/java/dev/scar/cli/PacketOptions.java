package dev.scar.cli;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.InputProblem;
import dev.scar.traffic.TrafficFileReader;
import dev.scar.traffic.TrafficMix;
import dev.scar.traffic.TrafficNetwork;
import dev.scar.traffic.TrafficPattern;
import dev.scar.traffic.TrafficSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that say what packets synthetic traffic has, and where they go. */
final class PacketOptions {
  static final int MOST_FLITS = 1_000_000;
  private static final double LONGEST_PHASE = 1e9;
  private static final String PERMUTATION = "permutation:";
  private static final String MATRIX = "matrix:";

  @Idle(beside = {"--completion", "--trace"})
  @Option(
      names = "--pattern",
      paramLabel = "PATTERN",
      description =
          "uniform, transpose, bitcomp, bitrev, shuffle, tornado, neighbor, randperm:SEED, hotspot:a,b (or a=3,b=1), permutation:FILE (CSV src,dst) or matrix:FILE (CSV src,dst,weight) (default: ${DEFAULT-VALUE}).")
  String pattern = "uniform";

  @Idle(beside = "--trace")
  @Option(
      names = "--packet-flits",
      paramLabel = "N",
      split = ",",
      converter = SizeConverter.class,
      description =
          "Flits of every packet; several sizes as 1,8, or 1=3,8=1 with how often each is drawn (default: ${DEFAULT-VALUE}).")
  List<TrafficMix.Size> sizes = new ArrayList<>(TrafficSettings.DEFAULT.mix().sizes());

  @Idle(beside = {"--completion", "--trace", "--flow-control=infinite"})
  @Range(least = 1, most = MOST_FLITS)
  @Option(
      names = "--reply",
      paramLabel = "FLITS",
      description =
          "A node answers every packet with one of so many flits, in the cycle after its arrival; loads count requests alone.")
  @Nullable Integer reply;

  @Idle(beside = {"--completion", "--trace"})
  @Option(
      names = "--burst",
      paramLabel = "ON,OFF",
      converter = BurstConverter.class,
      description =
          "Nodes create packets in phases of ON cycles on average, with pauses of OFF cycles between them, at the same load on the whole.")
  @Nullable Burst burst;

  /** Mean lengths of phases and pauses. */
  record Burst(double on, double off) {}

  /** Sizes such as "8" or "8=2". */
  static final class SizeConverter implements ITypeConverter<TrafficMix.Size> {
    @Override
    public TrafficMix.Size convert(String text) {
      String[] parts = text.split("=", 2);
      if (!parts[0].matches("\\d{1,7}")
          || Integer.parseInt(parts[0]) < 1
          || Integer.parseInt(parts[0]) > MOST_FLITS) {
        throw new TypeConversionException("(" + parts[0] + ") must be 1 to " + MOST_FLITS);
      }
      if (parts.length == 2 && !parts[1].matches("0*[1-9]\\d{0,8}")) {
        throw new TypeConversionException("(" + text + ") must have a whole weight from 1 on");
      }
      return new TrafficMix.Size(
          Integer.parseInt(parts[0]), parts.length == 2 ? Integer.parseInt(parts[1]) : 1);
    }
  }

  /** Two lengths, from a cycle on. */
  static final class BurstConverter implements ITypeConverter<Burst> {
    @Override
    public Burst convert(String text) {
      String[] parts = text.split(",", -1);
      if (parts.length != 2) {
        throw new TypeConversionException("(" + text + ") must be two numbers, as in 20,80");
      }
      return new Burst(length(parts[0]), length(parts[1]));
    }

    private static double length(String text) {
      double length;
      try {
        length = Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("(" + text + ") is not a number");
      }
      if (!(length >= 1 && length <= LONGEST_PHASE)) {
        throw new TypeConversionException("(" + text + ") must be from 1 to 1000000000");
      }
      return length;
    }
  }

  /**
   * The packets.
   *
   * @param closed whether a fixed set of packets is sent, which have one size
   */
  TrafficMix mix(boolean closed) {
    if (sizes.size() > (closed ? 1 : TrafficMix.MOST_SIZES)) {
      throw Values.refused(
          "--packet-flits",
          String.valueOf(sizes.size()),
          closed
              ? "sizes do not go with --completion"
              : "sizes are more than " + TrafficMix.MOST_SIZES);
    }
    return new TrafficMix(
        sizes,
        reply == null ? 0 : reply,
        burst == null ? 1 : burst.on(),
        burst == null ? 0 : burst.off());
  }

  /**
   * Where they go.
   *
   * @throws InputException if there is no such pattern on this network
   */
  TrafficPattern pattern(TrafficNetwork network) {
    if (pattern.startsWith(PERMUTATION)) {
      InputFile file = InputFile.of(Path.of(pattern.substring(PERMUTATION.length())));
      return TrafficFileReader.permutation(pattern, file, network);
    }
    if (pattern.startsWith(MATRIX)) {
      InputFile file = InputFile.of(Path.of(pattern.substring(MATRIX.length())));
      return TrafficFileReader.matrix(pattern, file, network);
    }
    try {
      return TrafficPattern.named(pattern, network);
    } catch (IllegalArgumentException e) {
      throw new InputException(
          new InputProblem(
              "--pattern", "", "", e.getMessage() == null ? "is wrong" : e.getMessage(), ""));
    }
  }
}
