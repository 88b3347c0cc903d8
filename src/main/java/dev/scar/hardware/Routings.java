package dev.scar.hardware;

import java.util.List;
import java.util.Optional;

/** The routing algorithms that topology files may name, besides {@code table}. */
public final class Routings {
  /** Every algorithm; the contract test runs over all of them. */
  public static final List<RoutingAlgorithm> ALL =
      List.of(new XyRouting(), new ShortestPathRouting(), new UpDownRouting());

  private Routings() {}

  /** The algorithm of this name. */
  public static Optional<RoutingAlgorithm> named(String name) {
    return ALL.stream().filter(algorithm -> algorithm.name().equals(name)).findFirst();
  }

  /** What is taken where nothing is said: dimension order on lattices, else shortest ways. */
  static RoutingAlgorithm usual(NopGraph graph) {
    return NopGraphs.LATTICES.contains(graph.shape()) ? new XyRouting() : new ShortestPathRouting();
  }

  /** The names, in the order of {@link #ALL}. */
  public static List<String> names() {
    return ALL.stream().map(RoutingAlgorithm::name).toList();
  }
}
