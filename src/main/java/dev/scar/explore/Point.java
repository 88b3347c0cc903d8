package dev.scar.explore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One combination of values.
 *
 * @param labels a word per axis
 * @param settings JSON values by field: those of the study's base and of the chosen values
 */
public record Point(List<String> labels, Map<String, String> settings) {
  public Point {
    labels = List.copyOf(labels);
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /** The point of these values, by number on every axis. */
  static Point of(Study study, List<Integer> choice) {
    Map<String, String> settings = new TreeMap<>(study.base());
    List<String> labels = new ArrayList<>();
    for (int a = 0; a < study.axes().size(); a++) {
      Level level = study.axes().get(a).levels().get(choice.get(a));
      labels.add(level.label());
      settings.putAll(level.settings());
    }
    return new Point(labels, settings);
  }

  /** Axes with their values, for people. */
  String text(Study study) {
    List<String> parts = new ArrayList<>();
    for (int a = 0; a < labels.size(); a++) {
      parts.add(study.axes().get(a).name() + " " + labels.get(a));
    }
    return String.join(", ", parts);
  }
}
