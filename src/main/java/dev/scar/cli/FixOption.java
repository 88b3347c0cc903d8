package dev.scar.cli;

import dev.scar.files.Spelling;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.Segment;
import dev.scar.workload.Layer;
import dev.scar.workload.Model;
import dev.scar.workload.Scenario;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code --fix MODEL:FROM-TO=CHIPLET}. */
final class FixOption {
  private static final String NAME = "--fix";

  private FixOption() {}

  /** The layers with their chiplets. */
  static List<Segment> segments(List<String> fixes, Scenario scenario, ChipletPackage on) {
    List<Segment> segments = new ArrayList<>();
    for (String fix : fixes) {
      Segment segment = segment(fix, scenario, on);
      for (Segment other : segments) {
        if (other.model() == segment.model()
            && other.chiplet() != segment.chiplet()
            && other.firstLayer() < segment.endLayer()
            && segment.firstLayer() < other.endLayer()) {
          throw Values.refused(
              NAME,
              fix,
              "puts layers on another chiplet than " + fixes.get(segments.indexOf(other)),
              "Fix each layer once.");
        }
      }
      segments.add(segment);
    }
    return segments;
  }

  private static Segment segment(String fix, Scenario scenario, ChipletPackage on) {
    int colon = fix.indexOf(':');
    int equals = fix.lastIndexOf('=');
    if (colon < 1 || equals < colon + 2) {
      throw Values.refused(
          NAME, fix, "is not MODEL:FROM-TO=CHIPLET", "Such as gpt-l:b1_q-b1_kv=3.");
    }
    int m = Values.model(scenario, NAME, fix.substring(0, colon));
    String layers = fix.substring(colon + 1, equals);
    int chiplet = chiplet(fix, fix.substring(equals + 1), on);
    Model model = scenario.models().get(m).model();
    List<String> names = model.layers().stream().map(Layer::name).toList();
    for (int dash = layers.indexOf('-'); dash >= 0; dash = layers.indexOf('-', dash + 1)) {
      int first = names.indexOf(layers.substring(0, dash));
      int last = names.indexOf(layers.substring(dash + 1));
      if (first >= 0 && last >= 0) {
        if (last < first) {
          throw Values.refused(
              NAME, fix, "ends before it begins", "Write the earlier layer first.");
        }
        return new Segment(m, first, last + 1, chiplet);
      }
    }
    int only = names.indexOf(layers);
    if (only >= 0) {
      return new Segment(m, only, only + 1, chiplet);
    }
    throw Values.refused(
        NAME,
        fix,
        "names no layers of " + model.name(),
        Spelling.advice(layers.replaceFirst("-.*", ""), names));
  }

  private static int chiplet(String fix, String text, ChipletPackage on) {
    List<String> enabled = on.chiplets().stream().map(Chiplet::node).map(String::valueOf).toList();
    if (!enabled.contains(text)) {
      throw Values.refused(
          NAME,
          fix,
          "names no enabled chiplet of " + on.name(),
          "Chiplets: " + String.join(", ", enabled) + ".");
    }
    return Integer.parseInt(text);
  }
}
