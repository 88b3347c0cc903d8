package dev.scar.hardware;

import java.util.List;
import java.util.Optional;

/** The routing algorithms that topology files can name. */
public final class Routings {
  /** All of them. */
  public static final List<RoutingAlgorithm> ALL =
      List.of(new XyRouting(), new ShortestPathRouting());

  private Routings() {}

  public static Optional<RoutingAlgorithm> named(String name) {
    return ALL.stream().filter(r -> r.name().equals(name)).findFirst();
  }

  public static List<String> names() {
    return ALL.stream().map(RoutingAlgorithm::name).toList();
  }
}
