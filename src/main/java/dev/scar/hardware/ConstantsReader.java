package dev.scar.hardware;

import dev.scar.files.NodeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads which constants of energy and time a package has, and where they come from.
 *
 * <p>A source stands beside its value, in the same object of the same file: a file that changes a
 * value does not keep the source of the old one.
 */
final class ConstantsReader {
  private static final String SOURCES = "sources";
  private static final String NOT_GIVEN = "not given";
  private static final List<String> OF_A_TYPE =
      List.of(
          "clock",
          "noc.bandwidth",
          "noc.hopLatency",
          "offChipFloor",
          "energy.mac",
          "energy.l1",
          "energy.l2",
          "staticPower");
  private static final List<String> OF_THE_NETWORK =
      List.of("bandwidth", "injection", "ejection", "latency", "energy", "staticPower");
  private static final List<String> OF_DRAM =
      List.of(
          "bandwidth",
          "latency",
          "energy",
          "staticPower",
          "efficiency",
          "turnaround",
          "refreshInterval",
          "refreshTime");

  /** What holds where the files say nothing. */
  private static final Map<String, String> ABSENT =
      Map.of(
          "injection", "as bandwidth",
          "ejection", "as bandwidth",
          "staticPower", "0 W",
          "efficiency", "1",
          "turnaround", "0 ps",
          "refreshInterval", "none",
          "refreshTime", "none");

  private final List<Constant> constants = new ArrayList<>();

  private ConstantsReader() {}

  /**
   * The constants of these chiplet types, of the network and of DRAM, in this order.
   *
   * @param types those that are used
   */
  static List<Constant> read(NodeReader root, List<String> types) {
    ConstantsReader reader = new ConstantsReader();
    NodeReader defaults = root.at("chipletDefaults");
    NodeReader written = root.at("chipletTypes");
    for (String type : written.keys()) {
      List<NodeReader> layers = new ArrayList<>(written.at(type).layers());
      check(layers, OF_A_TYPE);
      layers.addAll(defaults.layers());
      if (types.contains(type)) {
        reader.add(type, layers, OF_A_TYPE);
      }
    }
    check(defaults.layers(), OF_A_TYPE);
    reader.add("nop", checked(root.at("nop"), OF_THE_NETWORK), OF_THE_NETWORK);
    reader.add("dram", checked(root.at("dram"), OF_DRAM), OF_DRAM);
    return reader.constants;
  }

  private void add(String part, List<NodeReader> layers, List<String> names) {
    for (String name : names) {
      Optional<NodeReader> layer = layers.stream().filter(l -> at(l, name).isPresent()).findFirst();
      Optional<NodeReader> source = layer.flatMap(l -> source(l, name));
      constants.add(
          new Constant(
              part,
              name,
              layer.map(l -> at(l, name).shown()).orElse(ABSENT.getOrDefault(name, "")),
              source.map(s -> s.at("technology").textOr("")).orElse(""),
              layer.isPresent() ? source.map(s -> s.at("from").text()).orElse("") : NOT_GIVEN));
    }
  }

  private static Optional<NodeReader> source(NodeReader layer, String name) {
    return layer.at(SOURCES).items().stream()
        .filter(source -> source.at("of").texts().contains(name))
        .findFirst();
  }

  private static List<NodeReader> checked(NodeReader part, List<String> names) {
    List<NodeReader> layers = part.layers();
    check(layers, names);
    return layers;
  }

  /** Sources are of values that stand beside them. */
  private static void check(List<NodeReader> layers, List<String> names) {
    for (NodeReader layer : layers) {
      for (NodeReader source : layer.at(SOURCES).items()) {
        for (NodeReader of : source.at("of").items()) {
          if (!names.contains(of.text()) || !at(layer, of.text()).isPresent()) {
            of.problem(
                "is not a constant that stands beside its sources",
                "Here can be " + String.join(", ", names) + ".");
          }
        }
      }
    }
  }

  private static NodeReader at(NodeReader layer, String name) {
    NodeReader place = layer;
    for (String key : name.split("\\.", 0)) {
      place = place.at(key);
    }
    return place;
  }
}
