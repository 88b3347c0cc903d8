package dev.scar.study;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.hardware.Dram;
import dev.scar.hardware.LinkSpec;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopGraphs;
import dev.scar.hardware.NopLink;
import dev.scar.hardware.PackageBuilder;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.List;

/** Larger problems made from a given one, to see how time and memory grow. */
final class GrowthCase {
  private GrowthCase() {}

  /**
   * A square mesh of the parts of another package: its first chiplet's type, with a cross of its
   * middle chiplet's type a third as wide as the mesh; its first link and DRAM; a DRAM interface
   * for each chiplet of the left and right columns; XY routing. From the paper's 6 × 6 Het-Cross
   * (figure 6) and side 6 that package itself results.
   *
   * @param parts has a link and at least one DRAM
   * @param side rows and columns, at least 2
   */
  public static ChipletPackage cross(ChipletPackage parts, int side) {
    NopLink link = parts.nop().links().get(0);
    NopGraph mesh = NopGraphs.mesh(side, side, new LinkSpec(link.bandwidth(), link.latencyPs()));
    List<Chiplet> from = parts.chiplets();
    Chiplet corner = from.get(0);
    ChipletType middle = from.get(from.size() / 2).type();
    Dram dram = parts.drams().get(0);
    PackageBuilder made =
        new PackageBuilder("het-cross-" + side + "x" + side, mesh).terms(parts.terms());
    for (int node = 0; node < side * side; node++) {
      int column = node % side;
      boolean cross = inCross(node / side, side) || inCross(column, side);
      made.chiplet(
          new Chiplet(
              node, cross ? middle : corner.type(), true, corner.injection(), corner.ejection()));
      if (column == 0 || column == side - 1) {
        made.dram(dram.peak(), dram.latencyPs(), dram.timing(), node);
      }
    }
    return made.build();
  }

  /** The middle third, rounded down to leave as much on either side. */
  private static boolean inCross(int line, int side) {
    int width = Math.max(1, side / 3);
    int margin = (side - width + 1) / 2;
    return line >= margin && line < side - margin;
  }

  /** The first so many models of a scenario, which begins anew when all have been used. */
  public static Scenario repeat(Scenario scenario, int models) {
    List<ScenarioModel> from = scenario.models();
    List<ScenarioModel> made = new ArrayList<>();
    for (int m = 0; m < models; m++) {
      ScenarioModel model = from.get(m % from.size());
      String id = m < from.size() ? model.id() : model.id() + "-" + (m / from.size() + 1);
      made.add(
          new ScenarioModel(
              id, model.model(), model.batch(), model.bitsPerElement(), model.arrivals()));
    }
    return new Scenario(
        scenario.name() + "-" + models + "-models",
        scenario.title(),
        scenario.shapes(),
        scenario.defaultPackage(),
        made);
  }
}
