package dev.scar.report;

import dev.scar.hardware.Bisection;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.ChipletType;
import dev.scar.hardware.DeadlockProof;
import dev.scar.hardware.Dram;
import dev.scar.hardware.DramTiming;
import dev.scar.hardware.LinkLoad;
import dev.scar.hardware.NopLink;
import dev.scar.hardware.NopMetrics;
import dev.scar.units.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a package is, and what its network can do. */
public final class TopologyReport {
  private static final int BUSIEST = 5;
  private static final int MOST_DRAWN = 400;

  private TopologyReport() {}

  /**
   * Chiplets, links, DRAM, routing verdict, diameter, average hops, bisection, load under uniform
   * traffic, and where constants come from.
   */
  public static String of(ChipletPackage chipletPackage) {
    var graph = chipletPackage.nop();
    NopMetrics metrics =
        NopMetrics.of(
            chipletPackage.routing(),
            chipletPackage.chiplets().stream().map(Chiplet::node).toList());
    Bisection bisection = Bisection.of(graph);
    StringBuilder text = new StringBuilder();
    text.append("  %s: %s%n%n".formatted(chipletPackage.name(), chipletPackage.title()));
    text.append(types(chipletPackage)).append('\n');
    text.append(
        "  nodes      %d, chiplets enabled %d, shape %s%n"
            .formatted(graph.nodeCount(), chipletPackage.chiplets().size(), graph.shape()));
    text.append(
        "  links      %d directed; NoP %s%n"
            .formatted(
                graph.links().size(),
                Quantity.ENERGY_PER_BIT.format(chipletPackage.nopJoulePerBit())));
    text.append(
        "  DRAM       %d interfaces, %d budgets of %s: %s%n"
            .formatted(
                chipletPackage.dramInterfaces().size(),
                chipletPackage.drams().size(),
                chipletPackage.drams().stream().map(Dram::bandwidth).distinct().toList(),
                drams(chipletPackage)));
    text.append(timing(chipletPackage.drams().get(0).timing()));
    text.append(
        String.format(
            Locale.ROOT,
            "  diameter   %d hops, average %.3f hops%n",
            metrics.diameter(),
            metrics.averageHops()));
    text.append(
        "  bisection  %s over %d links (%s)%n"
            .formatted(
                Quantity.BANDWIDTH.format(bisection.bytesPerSecond()),
                bisection.links(),
                bisection.how().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    text.append(
        "  routing    %s%n"
            .formatted(DeadlockProof.verdict(graph, chipletPackage.routing()).describe()));
    if (!graph.links().isEmpty()) {
      text.append('\n').append(loads(chipletPackage));
    }
    text.append(drawing(chipletPackage));
    return text.append('\n').append(ConstantsReport.table(chipletPackage)).toString();
  }

  /** Where each DRAM is. */
  private static String drams(ChipletPackage chipletPackage) {
    return chipletPackage.drams().stream()
        .map(Dram::ordinal)
        .map(dram -> dram + ResourceRow.atNodes(ResourceRow.dramNodes(chipletPackage, dram)))
        .collect(Collectors.joining("; "));
  }

  /** What keeps DRAM from its peak, if anything does. */
  private static String timing(DramTiming timing) {
    return timing.equals(DramTiming.IDEAL)
        ? ""
        : String.format(
            Locale.ROOT,
            "             %.1f %% of their peak, turnaround %s, refresh %s every %s%n",
            100 * timing.efficiency(),
            Quantity.TIME.format(timing.turnaroundPs()),
            Quantity.TIME.format(timing.refreshPs()),
            Quantity.TIME.format(timing.refreshIntervalPs()));
  }

  private static String types(ChipletPackage chipletPackage) {
    List<ChipletType> types =
        chipletPackage.chiplets().stream().map(Chiplet::type).distinct().toList();
    return Table.<ChipletType>of(
            Column.text("type", ChipletType::name),
            Column.count(
                "chiplets",
                type ->
                    chipletPackage.chiplets().stream().filter(c -> c.type().equals(type)).count()),
            Column.<ChipletType>text("dataflow", type -> String.join(" or ", type.dataflows())),
            Column.count("PEs", ChipletType::pes),
            Column.size("L2", ChipletType::l2Bytes),
            Column.<ChipletType>text("clock", type -> Quantity.FREQUENCY.format(type.clockHz()))
                .right(),
            Column.count("NoC", ChipletType::nocElementsPerCycle),
            Column.<ChipletType>count(
                    "off-chip floor",
                    type ->
                        type.offChipElementsPerCycle() >= ChipletType.NO_FLOOR
                            ? null
                            : type.offChipElementsPerCycle())
                .absent("none"))
        .text(types);
  }

  private static String loads(ChipletPackage chipletPackage) {
    LinkLoad load = LinkLoad.uniform(chipletPackage);
    return links(load, "busiest under uniform traffic")
        .text(load.busiestFirst().stream().limit(BUSIEST).toList());
  }

  private static Table<NopLink> links(LinkLoad load, String title) {
    return Table.<NopLink>of(
        Column.<NopLink>text(title, link -> "link " + link.from() + ">" + link.to()).key("link"),
        Column.number("flows", "%.0f", load::on),
        Column.<NopLink>text("bandwidth", NopLink::bandwidth).right().textOnly(),
        Column.<NopLink>count("bytes per second", link -> link.bandwidth().bytesPerSecond())
            .filesOnly(),
        Column.time("latency", NopLink::latencyPs));
  }

  /** Lattices as a grid of node numbers and chiplet types; a star marks a DRAM interface. */
  public static String drawing(ChipletPackage chipletPackage) {
    var graph = chipletPackage.nop();
    if (graph.columns() == 0 || graph.nodeCount() > MOST_DRAWN) {
      return "";
    }
    StringBuilder text = new StringBuilder("\n");
    for (int node = 0; node < graph.nodeCount(); node++) {
      int at = node;
      boolean dram = chipletPackage.dramInterfaces().stream().anyMatch(i -> i.node() == at);
      String type =
          chipletPackage
              .chipletAt(node)
              .map(c -> c.enabled() ? c.type().name() : "off")
              .orElse("–");
      String cell = node + ":" + type + (dram ? "*" : "");
      text.append(node % graph.columns() == 0 ? "  " : " ── ").append(String.format("%-9s", cell));
      if (node % graph.columns() == graph.columns() - 1) {
        text.append('\n');
      }
    }
    return text.append("  (* DRAM interface)\n").toString();
  }
}
