package dev.scar.paper;

import dev.scar.hardware.ChipletType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is calibrated against, as the resource {@code calibration.json} has it.
 *
 * @param lists layer lists on the chiplets of the datacenter
 * @param smallLists layer lists on the chiplets of AR/VR
 * @param smallScenarios whose sums the small anchors may name
 */
record Calibration(
    List<Setting> settings,
    List<Reading> lists,
    List<Reading> smallLists,
    List<String> smallScenarios,
    List<Anchor> anchors,
    List<Anchor> smallAnchors) {
  public Calibration {
    settings = List.copyOf(settings);
    lists = List.copyOf(lists);
    smallLists = List.copyOf(smallLists);
    smallScenarios = List.copyOf(smallScenarios);
    anchors = List.copyOf(anchors);
    smallAnchors = List.copyOf(smallAnchors);
  }

  /**
   * Hardware numbers of both chiplet types; the hop latency is 1 and the clock 500 MHz in all.
   *
   * @param noc network elements per cycle with 4096 processing elements
   * @param smallNoc the same with 256
   * @param offChip off-chip floor in elements per cycle; null for none
   * @param what where they come from
   */
  public record Setting(String name, long noc, long smallNoc, @Nullable Long offChip, String what) {
    long floor() {
      return offChip == null ? ChipletType.NO_FLOOR : offChip;
    }
  }

  /**
   * A layer list.
   *
   * @param id what anchors call it
   * @param model a model file, or a resource for a listing
   * @param reading how its layers are read
   */
  public record Reading(String id, String title, String model, String reading) {}

  /**
   * A figure of the paper.
   *
   * @param item what is compared
   * @param unit s, J, mJ, or 1 for a ratio
   * @param bound whether the figure is only an upper bound
   * @param confidence in the derivation of the figure: high, medium-high, …
   * @param ours ours as an expression: {@code bert_nvd_s} are the seconds of the list {@code bert}
   *     on the NVDLA-like type. Types are nvd, shi, best (every layer on its faster one) and spread
   *     (1 × 1 layers on the former, the others on the latter); quantities are s, J, edp, and with
   *     the original tool's energy of an L2 access toolJ and toolEdp
   */
  public record Anchor(
      String item, String unit, double paper, boolean bound, String confidence, String ours) {}
}
