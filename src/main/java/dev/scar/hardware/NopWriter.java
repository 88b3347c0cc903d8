package dev.scar.hardware;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the network's part of a topology file. */
final class NopWriter {
  private final JsonGenerator json;

  NopWriter(JsonGenerator json) {
    this.json = json;
  }

  /** A pattern of words; one word if all are the same. */
  void writeLattice(NopGraph graph, List<String> words) throws IOException {
    json.writeStringField("shape", graph.shape());
    json.writeNumberField("rows", graph.rows());
    json.writeNumberField("columns", graph.columns());
    if (words.stream().distinct().count() == 1) {
      json.writeStringField("chiplets", words.get(0));
      return;
    }
    json.writeArrayFieldStart("chiplets");
    for (int row = 0; row < graph.rows(); row++) {
      int first = row * graph.columns();
      json.writeString(String.join(" ", words.subList(first, first + graph.columns())));
    }
    json.writeEndArray();
  }

  /** Nodes by their words only. */
  void writeNodes(NopGraph graph, List<String> words) throws IOException {
    json.writeArrayFieldStart("nodes");
    for (int node = 0; node < graph.nodeCount(); node++) {
      writeNode(graph, node, words.get(node));
    }
    json.writeEndArray();
  }

  /** Nodes with the ports of their chiplets where these differ from those of the first. */
  void writeNodes(ChipletPackage made, Chiplet first) throws IOException {
    json.writeArrayFieldStart("nodes");
    for (int node = 0; node < made.nop().nodeCount(); node++) {
      Optional<Chiplet> chiplet = made.chipletAt(node);
      if (chiplet.isPresent()) {
        writeNode(made.nop(), chiplet.get(), first);
      } else {
        writeNode(made.nop(), node, NopReader.NO_CHIPLET);
      }
    }
    json.writeEndArray();
  }

  private void writeNode(NopGraph graph, int node, String word) throws IOException {
    Optional<NopGraph.Position> position = graph.position(node);
    if (position.isEmpty()) {
      json.writeString(word);
      return;
    }
    json.writeStartObject();
    json.writeStringField("chiplet", word);
    writePosition(position.get());
    json.writeEndObject();
  }

  private void writeNode(NopGraph graph, Chiplet chiplet, Chiplet common) throws IOException {
    boolean injects = chiplet.injection().equals(common.injection());
    boolean ejects = chiplet.ejection().equals(common.ejection());
    if (injects && ejects) {
      writeNode(graph, chiplet.node(), chiplet.type().name());
      return;
    }
    json.writeStartObject();
    json.writeStringField("chiplet", chiplet.type().name());
    Optional<NopGraph.Position> position = graph.position(chiplet.node());
    if (position.isPresent()) {
      writePosition(position.get());
    }
    writePorts(chiplet);
    json.writeEndObject();
  }

  private void writePosition(NopGraph.Position position) throws IOException {
    json.writeFieldName("at");
    writeNumbers(List.of(position.row(), position.column()));
  }

  private void writePorts(Chiplet chiplet) throws IOException {
    json.writeStringField(
        "injection", ExactUnitFormat.bandwidth(chiplet.injection().bytesPerSecond()));
    json.writeStringField(
        "ejection", ExactUnitFormat.bandwidth(chiplet.ejection().bytesPerSecond()));
  }

  static LinkSpec spec(NopLink link) {
    return new LinkSpec(link.bandwidth(), link.latencyPs());
  }

  /** Links without properties if there is nothing to compare them with. */
  void writeLinks(NopGraph graph, Optional<LinkSpec> common) throws IOException {
    json.writeArrayFieldStart("links");
    Map<Long, List<NopLink>> byEnds = new TreeMap<>();
    for (NopLink link : graph.links()) {
      byEnds.computeIfAbsent(ends(link.from(), link.to()), ends -> new ArrayList<>()).add(link);
    }
    for (List<NopLink> there : byEnds.values()) {
      int from = there.get(0).from();
      int to = there.get(0).to();
      List<NopLink> back = byEnds.getOrDefault(ends(to, from), List.of());
      boolean bothWays =
          there.stream()
              .map(NopWriter::spec)
              .toList()
              .equals(back.stream().map(NopWriter::spec).toList());
      if (bothWays && from > to) {
        continue;
      }
      for (NopLink link : there) {
        json.writeStartObject();
        if (bothWays) {
          json.writeFieldName("between");
          writeNumbers(List.of(from, to));
        } else {
          json.writeNumberField("from", from);
          json.writeNumberField("to", to);
        }
        if (common.isPresent() && !common.get().equals(spec(link))) {
          writeSpec(spec(link));
        }
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private static long ends(int from, int to) {
    return (long) from * NopGraph.MOST_NODES + to;
  }

  void writeSpec(LinkSpec spec) throws IOException {
    json.writeStringField(
        "bandwidth", ExactUnitFormat.bandwidth(spec.bandwidth().bytesPerSecond()));
    json.writeStringField("latency", ExactUnitFormat.time(spec.latencyPs()));
  }

  void writeNop(ChipletPackage made, List<Chiplet> chiplets, LinkSpec common, boolean lattice)
      throws IOException {
    json.writeObjectFieldStart("nop");
    writeSpec(common);
    json.writeStringField("energy", ExactUnitFormat.energy(made.nopJoulePerBit(), "/bit"));
    if (made.terms().linkStaticW() > 0) {
      json.writeStringField("staticPower", ExactUnitFormat.power(made.terms().linkStaticW()));
    }
    if (made.multicast()) {
      json.writeBooleanField("multicast", true);
    }
    Chiplet first = chiplets.get(0);
    for (Chiplet chiplet : chiplets) {
      boolean same =
          chiplet.injection().equals(first.injection())
              && chiplet.ejection().equals(first.ejection());
      if (lattice && !same) {
        throw new IllegalArgumentException("a lattice has the same ports everywhere");
      }
    }
    writePorts(first);
    List<NopLink> special =
        made.nop().links().stream().filter(link -> !spec(link).equals(common)).toList();
    if (lattice && !special.isEmpty()) {
      json.writeArrayFieldStart("overrides");
      for (NopLink link : special) {
        json.writeStartObject();
        json.writeNumberField("from", link.from());
        json.writeNumberField("to", link.to());
        writeSpec(spec(link));
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  void writeNumbers(List<Integer> numbers) throws IOException {
    json.writeArray(numbers.stream().mapToInt(Integer::intValue).toArray(), 0, numbers.size());
  }
}
