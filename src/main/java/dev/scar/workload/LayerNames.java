package dev.scar.workload;

import java.util.HashMap;
import java.util.Map;

/** Gives layers names that model files may have, unique, and the same on every run. */
final class LayerNames {
  private static final int LONGEST = 100;

  private final Map<String, Integer> copies = new HashMap<>();

  /** A name that files may have, as near to this one as possible; empty if nothing is left. */
  static String ofFile(String written) {
    return plain(written, "[^A-Za-z0-9._-]");
  }

  private static String plain(String written, String refused) {
    String plain = written.replaceAll(refused, "-").replaceAll("^[^A-Za-z0-9]+", "");
    return plain.substring(0, Math.min(plain.length(), LONGEST));
  }

  /** A name for the next layer, as near to this one as possible. */
  String of(String written) {
    String plain = plain(written, "[^A-Za-z0-9._:/+-]");
    plain = plain.isEmpty() ? "layer" : plain;
    String name = plain;
    while (copies.putIfAbsent(name, 1) != null) {
      String suffix = "_" + copies.merge(plain, 1, Integer::sum);
      name = plain.substring(0, Math.min(plain.length(), LONGEST - suffix.length())) + suffix;
    }
    return name;
  }
}
