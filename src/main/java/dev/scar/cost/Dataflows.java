package dev.scar.cost;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Dataflows by name: the shipped ones, and those a user adds. */
public final class Dataflows {
  /** Names of the shipped dataflows. */
  public static final List<String> SHIPPED =
      List.of(
          "kcp_ws",
          "yxp_os",
          "yxp_os_capped",
          "xrb_ws",
          "xrb_os",
          "kcp_ws_c16",
          "kcp_ws_repo",
          "koy_os",
          "koy_os_c16",
          "nlr_repo",
          "xp_ws_repo",
          "yx_os_single_level",
          "yxp_os_c16",
          "yxp_os_repo");

  private static final String SUFFIX = ".m";

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
    try (InputStream in = Dataflows.class.getResourceAsStream("dataflows/" + name + SUFFIX)) {
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

  /**
   * These and every {@code .m} file of a folder, in alphabetical order; a shipped dataflow of the
   * same name is replaced. No folder, no change.
   *
   * @throws InputException if one of them cannot be read or evaluated
   */
  public Dataflows withFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      return this;
    }
    try (Stream<Path> files = Files.list(folder)) {
      Dataflows all = this;
      for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
        all = all.with(Dataflow.read(InputFile.of(file)));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + folder, e);
    }
  }

  /** In alphabetical order. */
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
