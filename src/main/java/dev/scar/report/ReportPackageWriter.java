package dev.scar.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.DramInterface;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopLink;
import dev.scar.plan.Resource;
import dev.scar.sim.ResourceUse;
import java.io.IOException;
import java.util.Locale;

/** Writes the package of a run and what its links, ports and DRAMs did, for the report. */
final class ReportPackageWriter {
  private ReportPackageWriter() {}

  /** Writes the fields {@code package} and {@code resources}. */
  static void write(ReplayComparison comparison, JsonGenerator json) throws IOException {
    ChipletPackage chipletPackage = comparison.prediction().plan().chipletPackage();
    NopGraph nop = chipletPackage.nop();
    PackageLayout layout = PackageLayout.of(nop);
    json.writeObjectFieldStart("package");
    json.writeStringField("name", chipletPackage.name());
    json.writeStringField("title", chipletPackage.title());
    json.writeStringField("shape", nop.shape());
    json.writeArrayFieldStart("nodes");
    for (int node = 0; node < nop.nodeCount(); node++) {
      node(chipletPackage, node, layout.points().get(node), json);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("links");
    for (NopLink link : nop.links()) {
      json.writeStartArray();
      json.writeNumber(link.from());
      json.writeNumber(link.to());
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("interfaces");
    for (DramInterface dramInterface : chipletPackage.dramInterfaces()) {
      json.writeStartArray();
      json.writeNumber(dramInterface.node());
      json.writeNumber(dramInterface.dram());
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
    resources(comparison, json);
  }

  private static void node(
      ChipletPackage chipletPackage, int node, PackageLayout.Point place, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeNumberField("x", place.x());
    json.writeNumberField("y", place.y());
    if (chipletPackage.chipletAt(node).isPresent()) {
      Chiplet chiplet = chipletPackage.chipletAt(node).get();
      json.writeStringField("type", chiplet.type().name());
      json.writeBooleanField("enabled", chiplet.enabled());
    }
    json.writeEndObject();
  }

  /** What carried something; {@code index} is a link's or DRAM's number, or a port's node. */
  private static void resources(ReplayComparison comparison, JsonGenerator json)
      throws IOException {
    long[] waits = TerminalReport.waits(comparison);
    json.writeArrayFieldStart("resources");
    for (ResourceUse use : comparison.replay().resources()) {
      if (use.bytes() > 0) {
        Resource resource = use.resource();
        json.writeStartObject();
        json.writeNumberField("ordinal", resource.ordinal());
        json.writeStringField("name", resource.name());
        json.writeStringField("kind", resource.kind().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("index", resource.index());
        json.writeNumberField("bytesPerSecond", resource.bandwidth().bytesPerSecond());
        json.writeNumberField("bytes", use.bytes());
        json.writeNumberField("busyPs", use.busyPs());
        json.writeNumberField("transferWaitPs", waits[resource.ordinal()]);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }
}
