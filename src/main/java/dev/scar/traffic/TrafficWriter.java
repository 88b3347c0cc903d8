package dev.scar.traffic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.scar.hardware.NopLink;
import dev.scar.traffic.router.RouterSettings;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * Results of synthetic traffic as CSV and JSON; an unstable point has no latencies, one with too
 * few packets no verdict either.
 */
public final class TrafficWriter {
  private static final String HEADER =
      "offered_load,accepted_load,avg_packet_latency,avg_network_latency,p50,p99,p999,avg_hops,ci95,stable,flow_control,vcs,vc_buffer";

  private TrafficWriter() {}

  /** A header and a line per load, and one for each class of packets where there are several. */
  public static String csv(Transport transport, List<TrafficResult> results) {
    String by = csv(transport);
    boolean classes = results.stream().anyMatch(r -> !r.classes().isEmpty());
    StringBuilder csv = new StringBuilder(HEADER).append(classes ? ",class\n" : "\n");
    for (TrafficResult r : results) {
      String rest =
          r.verdict() == Verdict.UNMEASURED
              ? ",,,,,,,"
              : r.stable()
                  ? String.format(
                      Locale.ROOT,
                      "%.4f,%.4f,%d,%d,%d,%.5f,%s,1",
                      r.avgPacketLatency(),
                      r.avgNetworkLatency(),
                      r.p50(),
                      r.p99(),
                      r.p999(),
                      r.avgHops(),
                      Double.isNaN(r.ci95()) ? "" : String.format(Locale.ROOT, "%.4f", r.ci95()))
                  : ",,,,,,,0";
      csv.append(line(r.offeredLoad(), r.acceptedLoad(), rest, by, classes ? ",all" : ""));
      for (TrafficResult.OfClass c : r.classes()) {
        String part =
            r.stable() && c.packets() > 0
                ? String.format(
                    Locale.ROOT,
                    "%.4f,,%d,%d,%d,,,1",
                    c.avgPacketLatency(),
                    c.p50(),
                    c.p99(),
                    c.p999())
                : ",,,,,,," + (r.stable() ? "1" : "0");
        csv.append(line(r.offeredLoad(), c.acceptedLoad(), part, by, "," + c.name()));
      }
    }
    return csv.toString();
  }

  private static String line(double load, double accepted, String rest, String by, String part) {
    return String.format(Locale.ROOT, "%s,%.5f,%s%s%s%n", load, accepted, rest, by, part);
  }

  /** The last three columns of a line. */
  public static String csv(Transport transport) {
    return ","
        + transport.name()
        + transport.routers().map(r -> "," + r.vcs() + "," + r.vcBuffer()).orElse(",,");
  }

  /** An object with what was run and an array of points. */
  public static String json(
      String topology,
      TrafficNetwork network,
      TrafficPattern pattern,
      UnitLoad unit,
      TrafficSettings settings,
      Transport transport,
      List<TrafficResult> results) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("topology", topology);
      json.writeStringField("pattern", pattern.name());
      mix(json, settings.mix());
      json.writeNumberField("warmup", settings.warmup());
      json.writeNumberField("measure", settings.measure());
      if (settings.hopCycles() > 0) {
        json.writeNumberField("hop_cycles", settings.hopCycles());
      }
      json.writeNumberField("inject_cycles", settings.injectCycles());
      json.writeNumberField("eject_cycles", settings.ejectCycles());
      routers(json, transport);
      json.writeNumberField("seed", settings.seed());
      json.writeNumberField("terminals", network.terminals().size());
      json.writeNumberField("flit_bytes", network.flitBytes());
      json.writeNumberField("cycle_ps", network.cyclePs());
      json.writeNumberField("link_bound_load", unit.bound());
      json.writeArrayFieldStart("links");
      for (NopLink link : network.chipletPackage().nop().links()) {
        link(json, network, unit, settings, link);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("points");
      for (TrafficResult result : results) {
        point(json, result);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  /** What became of the packets of a trace, as an object. */
  public static String trace(String topology, Transport transport, TraceResult result) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("topology", topology);
      routers(json, transport);
      json.writeNumberField("completion_cycles", result.cycles());
      sized(json, result.all());
      json.writeArrayFieldStart("sizes");
      for (TraceResult.OfSize size : result.sizes()) {
        json.writeStartObject();
        json.writeNumberField("flits", size.flits());
        sized(json, size);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private static void sized(JsonGenerator json, TraceResult.OfSize size) throws IOException {
    json.writeNumberField("packets", size.packets());
    json.writeNumberField("avg_packet_latency", size.avgPacketLatency());
    json.writeNumberField("p50", size.p50());
    json.writeNumberField("p99", size.p99());
    json.writeNumberField("longest", size.longest());
  }

  private static void routers(JsonGenerator json, Transport transport) throws IOException {
    json.writeStringField("flow_control", transport.name());
    if (transport.routers().isPresent()) {
      RouterSettings routers = transport.routers().orElseThrow();
      json.writeNumberField("vcs", routers.vcs());
      json.writeNumberField("vc_buffer", routers.vcBuffer());
      json.writeStringField("allocator", routers.allocator().toString().toLowerCase(Locale.ROOT));
      json.writeNumberField("iterations", routers.iterations());
    }
  }

  private static void mix(JsonGenerator json, TrafficMix mix) throws IOException {
    json.writeNumberField(
        "packet_flits", mix.sizes().stream().mapToInt(TrafficMix.Size::flits).max().orElse(1));
    if (mix.sizes().size() > 1) {
      json.writeArrayFieldStart("packet_sizes");
      for (TrafficMix.Size size : mix.sizes()) {
        json.writeStartObject();
        json.writeNumberField("flits", size.flits());
        json.writeNumberField("weight", size.weight());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    if (mix.hasReplies()) {
      json.writeNumberField("reply_flits", mix.replyFlits());
    }
    if (mix.isBursty()) {
      json.writeNumberField("burst_on", mix.onCycles());
      json.writeNumberField("burst_off", mix.offCycles());
    }
  }

  private static void link(
      JsonGenerator json,
      TrafficNetwork network,
      UnitLoad unit,
      TrafficSettings settings,
      NopLink link)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("from", link.from());
    json.writeNumberField("to", link.to());
    json.writeNumberField("flits_per_cycle", network.flitsPerCycle(link.bandwidth()));
    json.writeNumberField(
        "hop_cycles", (double) network.hopPs(link, settings.hopCycles()) / network.cyclePs());
    json.writeNumberField("share_at_unit_load", unit.share(link));
    json.writeEndObject();
  }

  private static void point(JsonGenerator json, TrafficResult r) throws IOException {
    json.writeStartObject();
    json.writeNumberField("offered_load", r.offeredLoad());
    json.writeNumberField("accepted_load", r.acceptedLoad());
    if (r.verdict() != Verdict.UNMEASURED) {
      json.writeBooleanField("stable", r.stable());
    }
    if (r.stable()) {
      json.writeNumberField("avg_packet_latency", r.avgPacketLatency());
      json.writeNumberField("avg_network_latency", r.avgNetworkLatency());
      json.writeNumberField("p50", r.p50());
      json.writeNumberField("p99", r.p99());
      json.writeNumberField("p999", r.p999());
      json.writeNumberField("avg_hops", r.avgHops());
      if (!Double.isNaN(r.ci95())) {
        json.writeNumberField("ci95", r.ci95());
      }
    }
    json.writeNumberField("packets", r.packets());
    json.writeNumberField("link_events", r.linkEvents());
    json.writeNumberField("cycles", r.cycles());
    json.writeArrayFieldStart("link_flits");
    for (double flits : r.linkFlits()) {
      json.writeNumber(flits);
    }
    json.writeEndArray();
    if (!r.classes().isEmpty()) {
      json.writeArrayFieldStart("classes");
      for (TrafficResult.OfClass each : r.classes()) {
        ofClass(json, each, r.stable());
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void ofClass(JsonGenerator json, TrafficResult.OfClass r, boolean stable)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("class", r.name());
    json.writeNumberField("accepted_load", r.acceptedLoad());
    if (stable && r.packets() > 0) {
      json.writeNumberField("avg_packet_latency", r.avgPacketLatency());
      json.writeNumberField("p50", r.p50());
      json.writeNumberField("p99", r.p99());
      json.writeNumberField("p999", r.p999());
    }
    json.writeNumberField("packets", r.packets());
    json.writeEndObject();
  }
}
