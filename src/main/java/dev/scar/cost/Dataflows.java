package dev.scar.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Dataflows by name: the shipped ones, and those a user adds. */
public final class Dataflows {
  /** Names of the shipped dataflows. */
  public static final List<String> SHIPPED =
      List.of("kcp_ws", "yxp_os", "yxp_os_capped", "xrb_ws", "xrb_os");

  private final Map<String, Dataflow> byName;

  private Dataflows(Map<String, Dataflow> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /** The shipped dataflows. */
  public static Dataflows shipped() {
    Map<String, Dataflow> all = new TreeMap<>();
    for (String name : SHIPPED) {
      all.put(name, Dataflow.parse(name, resource(name)));
    }
    return new Dataflows(all);
  }

  private static String resource(String name) {
    try (InputStream in = Dataflows.class.getResourceAsStream("dataflows/" + name + ".m")) {
      if (in == null) {
        throw new CostException("dataflow " + name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** These and one more; a dataflow of the same name is replaced. */
  public Dataflows with(Dataflow dataflow) {
    Map<String, Dataflow> all = new TreeMap<>(byName);
    all.put(dataflow.name(), dataflow);
    return new Dataflows(all);
  }

  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * By name.
   *
   * @throws CostException if there is none
   */
  public Dataflow get(String name) {
    Dataflow dataflow = byName.get(name);
    if (dataflow == null) {
      throw new CostException(
          "(" + name + ") is not a dataflow; there are " + String.join(", ", byName.keySet()));
    }
    return dataflow;
  }
}
