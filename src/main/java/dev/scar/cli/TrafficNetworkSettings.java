package dev.scar.cli;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.RouteTableReader;
import dev.scar.hardware.RoutingException;
import dev.scar.hardware.Routings;
import dev.scar.traffic.TrafficNetwork;
import dev.scar.units.Bandwidth;
import dev.scar.units.Quantity;
import dev.scar.units.UnitException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that say which network carries synthetic traffic. */
final class TrafficNetworkSettings {
  @Option(
      names = "--topology",
      paramLabel = "TOPOLOGY",
      completionCandidates = Names.Topologies.class,
      required = true,
      description =
          "A shape with its size (mesh:6x6, torus:4x4, triangular:4x4, ring:8, hexamesh:2, cmesh:4x4x4), a package by name, or a file.")
  String topology = "";

  @Idle(beside = "--routes")
  @Option(
      names = "--routing",
      paramLabel = "xy|shortest-path|up-down",
      description =
          "Routing (default: a file's own; xy for mesh, torus and ring; else shortest-path).")
  @Nullable String routing;

  @Option(
      names = "--routes",
      paramLabel = "FILE.csv",
      description = "Explicit routes for every pair of nodes: columns src, dst, path (0-1-4).")
  @Nullable Path routes;

  @Option(
      names = "--flit",
      paramLabel = "SIZE",
      converter = ReplaySettings.SizeConverter.class,
      description = "Size of a flit of a package (default: 64 B).")
  @Nullable Long flitBytes;

  @Option(
      names = "--flit-rate",
      paramLabel = "BANDWIDTH",
      converter = RateConverter.class,
      description =
          "The bandwidth of one flit a cycle in a package (default: that of its fastest link or port).")
  @Nullable Bandwidth flitRate;

  /** Bandwidths such as "100 GB/s". */
  static final class RateConverter implements ITypeConverter<Bandwidth> {
    @Override
    public Bandwidth convert(String text) {
      try {
        return Bandwidth.ofBytesPerSecond(Quantity.BANDWIDTH.parseLong(text));
      } catch (UnitException e) {
        throw new TypeConversionException(e.reason() + ". " + e.advice());
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("(" + text + ") must be above 0");
      }
    }
  }

  /** Whether a shape with its size is named, not a package. */
  boolean isShape() {
    return topology.matches("[a-z-]+:[0-9].*");
  }

  /**
   * The network.
   *
   * @throws InputException if it is not possible, or an option would change nothing
   */
  TrafficNetwork network() {
    if (isShape() && (flitBytes != null || flitRate != null)) {
      String option = flitBytes != null ? "--flit" : "--flit-rate";
      throw Values.refused(
          option, "", "does not go with a shape, where every link carries one flit a cycle");
    }
    if (routing != null && Routings.named(routing).isEmpty()) {
      throw Values.refused(
          "--routing", routing, "is not one of " + String.join(", ", Routings.names()));
    }
    TrafficNetwork own = isShape() ? shape() : of(Home.inputs().topology(topology));
    if (routes != null) {
      NopGraph graph = own.chipletPackage().nop();
      return own.with(RouteTableReader.read(InputFile.of(routes), graph));
    }
    return own;
  }

  private TrafficNetwork shape() {
    try {
      return TrafficNetwork.sized(topology, Optional.ofNullable(routing));
    } catch (RoutingException e) {
      throw Values.refused(
          "--routing", String.valueOf(routing), "does not fit " + topology + ": " + e.reason());
    } catch (IllegalArgumentException e) {
      throw Values.refused("--topology", topology, e.getMessage() == null ? "" : e.getMessage());
    }
  }

  private TrafficNetwork of(ChipletPackage read) {
    TrafficNetwork network;
    try {
      long flit = flitBytes == null ? TrafficNetwork.FLIT_BYTES : flitBytes;
      network = TrafficNetwork.of(read, flit, Optional.ofNullable(flitRate));
    } catch (IllegalArgumentException e) {
      String option = flitBytes == null ? "--topology" : "--flit";
      String value = flitBytes == null ? topology : flitBytes + " B";
      throw Values.refused(option, value, e.getMessage() == null ? "" : e.getMessage());
    }
    try {
      return routing == null
          ? network
          : network.with(Routings.named(routing).orElseThrow().on(read.nop()));
    } catch (RoutingException e) {
      throw Values.refused("--routing", routing, "does not fit " + topology + ": " + e.reason());
    }
  }
}
