package dev.scar.cli;

import dev.scar.hardware.NopLink;
import dev.scar.report.Column;
import dev.scar.report.Table;
import dev.scar.report.TableFormat;
import dev.scar.traffic.TrafficNetwork;
import dev.scar.traffic.TrafficPattern;
import dev.scar.traffic.TrafficResult;
import dev.scar.traffic.TrafficSettings;
import dev.scar.traffic.TrafficWriter;
import dev.scar.traffic.Transport;
import dev.scar.traffic.UnitLoad;
import dev.scar.traffic.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@code scar traffic} prints of its results. */
final class TrafficOutput {
  private static final int MOST_LINKS = 8;

  private final TableFormat format;
  private final String topology;
  private final TrafficNetwork network;
  private final TrafficSettings settings;
  private final Transport transport;

  TrafficOutput(
      TableFormat format,
      String topology,
      TrafficNetwork network,
      TrafficSettings settings,
      Transport transport) {
    this.format = format;
    this.topology = topology;
    this.network = network;
    this.settings = settings;
    this.transport = transport;
  }

  static String text(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  String points(TrafficPattern pattern, UnitLoad unit, List<TrafficResult> results) {
    return switch (format) {
      case CSV -> TrafficWriter.csv(transport, results);
      case JSON ->
          TrafficWriter.json(topology, network, pattern, unit, settings, transport, results);
      case TABLE -> table(unit, results);
    };
  }

  String saturation(UnitLoad unit, TrafficResult best) {
    return switch (format) {
      case CSV ->
          text(
              "saturation_load,accepted_load,link_bound_load,avg_packet_latency,flow_control,vcs,vc_buffer%n%s,%.5f,%.5f,%.4f%s%n",
              best.offeredLoad(),
              best.acceptedLoad(),
              unit.bound(),
              best.avgPacketLatency(),
              TrafficWriter.csv(transport));
      case JSON ->
          text(
              "{\"saturation_load\": %s, \"accepted_load\": %.5f, \"link_bound_load\": %.5f, \"avg_packet_latency\": %.4f%s}%n",
              best.offeredLoad(),
              best.acceptedLoad(),
              unit.bound(),
              best.avgPacketLatency(),
              json());
      case TABLE ->
          text(
                  "  stable up to a load of %.3f, mean latency there %.1f cycles; links and ports bound it at %.4f%n",
                  best.offeredLoad(), best.avgPacketLatency(), unit.bound())
              + flow(transport)
              + links(unit, best);
    };
  }

  String completion(long packets, long cycles) {
    return switch (format) {
      case CSV ->
          text(
              "packets,packet_flits,completion_cycles,flow_control,vcs,vc_buffer%n%d,%d,%d%s%n",
              packets, settings.mix().longestFlits(), cycles, TrafficWriter.csv(transport));
      case JSON ->
          text(
              "{\"packets\": %d, \"packet_flits\": %d, \"completion_cycles\": %d%s}%n",
              packets, settings.mix().longestFlits(), cycles, json());
      case TABLE ->
          text("  %,d packets complete in %,d cycles%n", packets, cycles) + flow(transport);
    };
  }

  private String table(UnitLoad unit, List<TrafficResult> results) {
    return points(unit).text(results)
        + classes(results)
        + text(
            "  links and ports bound the load at %.4f flits per terminal and cycle%n", unit.bound())
        + flow(transport)
        + clock()
        + notes(results)
        + results.stream()
            .max(Comparator.comparingDouble(TrafficResult::offeredLoad))
            .map(highest -> links(unit, highest))
            .orElse("");
  }

  private static Table<TrafficResult> points(UnitLoad unit) {
    return Table.of(
        Column.number("load", "%.4f", TrafficResult::offeredLoad),
        Column.number("of bound", "%.0f %%", r -> 100 * r.offeredLoad() / unit.bound()),
        Column.number("accepted", "%.4f", TrafficResult::acceptedLoad),
        Column.text("mean latency", TrafficOutput::meanLatency).right(),
        Column.number("±95 %", "%.2f", ifStable(TrafficResult::ci95)),
        Column.number("network", "%.2f", ifStable(TrafficResult::avgNetworkLatency)),
        Column.count("p50", ifStable(TrafficResult::p50)),
        Column.count("p99", ifStable(TrafficResult::p99)),
        Column.count("p99.9", ifStable(TrafficResult::p999)),
        Column.number("hops", "%.3f", ifStable(TrafficResult::avgHops)),
        Column.count("packets", TrafficResult::packets));
  }

  /** Each class of packets on its own, where there are several. */
  private static String classes(List<TrafficResult> results) {
    record Row(TrafficResult result, TrafficResult.OfClass part) {
      <V> @Nullable V ifMeasured(V figure) {
        return result.stable() && part.packets() > 0 ? figure : null;
      }
    }
    List<Row> rows =
        results.stream().flatMap(r -> r.classes().stream().map(part -> new Row(r, part))).toList();
    if (rows.isEmpty()) {
      return "";
    }
    return "\n"
        + Table.of(
                Column.<Row>number("load", "%.4f", row -> row.result().offeredLoad()),
                Column.text("class", row -> row.part().name()),
                Column.number("accepted", "%.4f", row -> row.part().acceptedLoad()),
                Column.number(
                    "mean latency", "%.2f", row -> row.ifMeasured(row.part().avgPacketLatency())),
                Column.count("p50", row -> row.ifMeasured(row.part().p50())),
                Column.count("p99", row -> row.ifMeasured(row.part().p99())),
                Column.count("p99.9", row -> row.ifMeasured(row.part().p999())),
                Column.count("packets", row -> row.part().packets()))
            .text(rows)
        + "\n";
  }

  private static String meanLatency(TrafficResult r) {
    return switch (r.verdict()) {
      case STABLE -> text("%.2f", r.avgPacketLatency());
      case UNSTABLE -> "unstable";
      case UNMEASURED -> "too few packets";
    };
  }

  private static <V> Column.Value<TrafficResult, V> ifStable(Function<TrafficResult, V> figure) {
    return r -> r.stable() ? figure.apply(r) : null;
  }

  private String json() {
    return text(", \"flow_control\": \"%s\"", transport.name())
        + transport
            .routers()
            .map(r -> text(", \"vcs\": %d, \"vc_buffer\": %d", r.vcs(), r.vcBuffer()))
            .orElse("");
  }

  /** Which flow control there was. */
  static String flow(Transport transport) {
    return text("  flow control %s", transport.name())
        + transport
            .routers()
            .map(
                r ->
                    text(
                        ", %d virtual channels of %d flits, switch by %s",
                        r.vcs(), r.vcBuffer(), r.allocator().toString().toLowerCase(Locale.ROOT)))
            .orElse(", unbounded buffers")
        + "\n";
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
          "  too few packets were created in the measured time to say anything: try a longer --measure\n");
    }
    if (settings.warmup() < settings.mix().longestFlits()) {
      notes.append(
          text(
              "  the warm-up of %d cycles is shorter than a packet of %d flits%n",
              settings.warmup(), settings.mix().longestFlits()));
    }
    return notes.toString();
  }

  private String links(UnitLoad unit, TrafficResult at) {
    double load = at.offeredLoad();
    List<NopLink> busiest = unit.busiestFirst();
    if (busiest.isEmpty()) {
      return "";
    }
    Table<NopLink> table =
        Table.of(
            Column.text("link", link -> link.from() + ">" + link.to()),
            Column.number(
                "flits a cycle",
                "%.4f",
                link -> unit.share(link) * load * network.flitsPerCycle(link.bandwidth())),
            Column.number("of what it can carry", "%.1f %%", link -> 100 * unit.share(link) * load),
            Column.number("carried", "%.4f", link -> at.linkFlits().get(link.ordinal())));
    double mean = busiest.stream().mapToDouble(unit::share).sum() * load / busiest.size();
    return text("%n  busiest links at a load of %.4f%n", load)
        + table.text(busiest.subList(0, Math.min(MOST_LINKS, busiest.size())))
        + text("  mean of %,d links %.1f %%%n", busiest.size(), 100 * mean);
  }
}
