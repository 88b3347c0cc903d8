package dev.scar.cli;

import dev.scar.hardware.NopLink;
import dev.scar.report.TextTable;
import dev.scar.traffic.TrafficNetwork;
import dev.scar.traffic.TrafficPattern;
import dev.scar.traffic.TrafficResult;
import dev.scar.traffic.TrafficSettings;
import dev.scar.traffic.TrafficWriter;
import dev.scar.traffic.UnitLoad;
import dev.scar.traffic.Verdict;
import java.util.List;
import java.util.Locale;

/** What {@code scar traffic} prints of its results. */
final class TrafficOutput {
  private static final int MOST_LINKS = 8;

  /** How results are printed. */
  enum Format {
    TABLE,
    CSV,
    JSON
  }

  private final Format format;
  private final String topology;
  private final TrafficNetwork network;
  private final TrafficSettings settings;

  TrafficOutput(Format format, String topology, TrafficNetwork network, TrafficSettings settings) {
    this.format = format;
    this.topology = topology;
    this.network = network;
    this.settings = settings;
  }

  private static String text(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  String points(TrafficPattern pattern, UnitLoad unit, List<TrafficResult> results) {
    return switch (format) {
      case CSV -> TrafficWriter.csv(results);
      case JSON -> TrafficWriter.json(topology, network, pattern, unit, settings, results);
      case TABLE -> table(unit, results);
    };
  }

  String saturation(UnitLoad unit, TrafficResult best) {
    return switch (format) {
      case CSV ->
          text(
              "saturation_load,accepted_load,link_bound_load,avg_packet_latency%n%s,%.5f,%.5f,%.4f%n",
              best.offeredLoad(), best.acceptedLoad(), unit.bound(), best.avgPacketLatency());
      case JSON ->
          text(
              "{\"saturation_load\": %s, \"accepted_load\": %.5f, \"link_bound_load\": %.5f, \"avg_packet_latency\": %.4f}%n",
              best.offeredLoad(), best.acceptedLoad(), unit.bound(), best.avgPacketLatency());
      case TABLE ->
          text(
                  "  stable up to a load of %.3f, mean latency there %.1f cycles; links and ports bound it at %.4f%n",
                  best.offeredLoad(), best.avgPacketLatency(), unit.bound())
              + links(unit, best.offeredLoad());
    };
  }

  String completion(long packets, long cycles) {
    return switch (format) {
      case CSV ->
          text(
              "packets,packet_flits,completion_cycles%n%d,%d,%d%n",
              packets, settings.packetFlits(), cycles);
      case JSON ->
          text(
              "{\"packets\": %d, \"packet_flits\": %d, \"completion_cycles\": %d}%n",
              packets, settings.packetFlits(), cycles);
      case TABLE -> text("  %,d packets complete in %,d cycles%n", packets, cycles);
    };
  }

  private String table(UnitLoad unit, List<TrafficResult> results) {
    TextTable table =
        new TextTable(
            ">load",
            ">of bound",
            ">accepted",
            ">mean latency",
            ">±95 %",
            ">network",
            ">p50",
            ">p99",
            ">p99.9",
            ">hops",
            ">packets");
    for (TrafficResult r : results) {
      String load = text("%.4f", r.offeredLoad());
      String share = text("%.0f %%", 100 * r.offeredLoad() / unit.bound());
      String accepted = text("%.4f", r.acceptedLoad());
      if (r.stable()) {
        table.row(
            load,
            share,
            accepted,
            text("%.2f", r.avgPacketLatency()),
            Double.isNaN(r.ci95()) ? "" : text("%.2f", r.ci95()),
            text("%.2f", r.avgNetworkLatency()),
            r.p50(),
            r.p99(),
            r.p999(),
            text("%.3f", r.avgHops()),
            r.packets());
      } else {
        String why = r.verdict() == Verdict.UNSTABLE ? "unstable" : "no packet";
        table.row(load, share, accepted, why, "", "", "", "", "", "", r.packets());
      }
    }
    double highest = results.stream().mapToDouble(TrafficResult::offeredLoad).max().orElse(1);
    return table
        + text(
            "  links and ports bound the load at %.4f flits per terminal and cycle%n", unit.bound())
        + clock()
        + notes(results)
        + links(unit, highest);
  }

  /** What a cycle is, where it is not just one flit everywhere. */
  private String clock() {
    if (network.alike()) {
      return "";
    }
    double[] rates =
        network.chipletPackage().nop().links().stream()
            .mapToDouble(link -> network.flitsPerCycle(link.bandwidth()))
            .sorted()
            .toArray();
    double[] hops =
        network.chipletPackage().nop().links().stream()
            .mapToDouble(
                link -> (double) network.hopPs(link, settings.hopCycles()) / network.cyclePs())
            .sorted()
            .toArray();
    return text(
            "  a cycle is %d ps, a flit of %d B at %s",
            network.cyclePs(), network.flitBytes(), network.reference())
        + (rates.length == 0
            ? "\n"
            : text(
                "; links carry %s flits a cycle, a hop takes %s cycles%n",
                span(rates), span(hops)));
  }

  private static String span(double[] sorted) {
    String least = text("%.4g", sorted[0]);
    String most = text("%.4g", sorted[sorted.length - 1]);
    return least.equals(most) ? least : least + " to " + most;
  }

  private String notes(List<TrafficResult> results) {
    StringBuilder notes = new StringBuilder();
    if (results.stream().anyMatch(r -> r.verdict() == Verdict.UNMEASURED)) {
      notes.append(
          "  no packet was created in the measured time: a longer --measure shows latencies\n");
    }
    if (settings.warmup() < settings.packetFlits()) {
      notes.append(
          text(
              "  the warm-up of %d cycles is shorter than a packet of %d flits%n",
              settings.warmup(), settings.packetFlits()));
    }
    return notes.toString();
  }

  private String links(UnitLoad unit, double load) {
    List<NopLink> busiest = unit.busiestFirst();
    if (busiest.isEmpty()) {
      return "";
    }
    TextTable table = new TextTable("link", ">flits a cycle", ">of what it carries");
    for (NopLink link : busiest.subList(0, Math.min(MOST_LINKS, busiest.size()))) {
      double share = unit.share(link) * load;
      table.row(
          link.from() + ">" + link.to(),
          text("%.4f", share * network.flitsPerCycle(link.bandwidth())),
          text("%.1f %%", 100 * share));
    }
    double mean = busiest.stream().mapToDouble(unit::share).sum() * load / busiest.size();
    return text("%n  busiest links at a load of %.4f%n", load)
        + table
        + text("  mean of %,d links %.1f %%%n", busiest.size(), 100 * mean);
  }
}
