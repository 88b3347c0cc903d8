package dev.scar.explore;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One value of an axis.
 *
 * @param label what tables show
 * @param settings JSON values by field, which it sets
 */
public record Level(String label, Map<String, String> settings) {
  public Level {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }
}
