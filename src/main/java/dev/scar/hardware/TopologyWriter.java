package dev.scar.hardware;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes topology files that {@link TopologyReader} reads: whole packages, or the layout of a
 * generated network upon a preset.
 *
 * <p>A package that is read back is the same, link by link, if its links are numbered as {@link
 * NopGraphBuilder} numbers them, which is so for all that were read or generated.
 */
public final class TopologyWriter {
  private static final int DEEPEST_INDENTED = 2;

  private final JsonGenerator json;
  private final NopWriter network;
  private final ChipletTypesWriter types;

  private TopologyWriter(OutputStream out) throws IOException {
    json = new JsonFactory().createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setPrettyPrinter(printer());
    network = new NopWriter(json);
    types = new ChipletTypesWriter(json);
  }

  /** What is deep inside goes on one line. */
  private static DefaultPrettyPrinter printer() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter.Indenter shallow =
        new DefaultPrettyPrinter.Indenter() {
          @Override
          public void writeIndentation(JsonGenerator generator, int level) throws IOException {
            if (level <= DEEPEST_INDENTED) {
              lines.writeIndentation(generator, level);
            }
          }

          @Override
          public boolean isInline() {
            return false;
          }
        };
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEntrySpacing(Separators.Spacing.NONE)
            .withArrayValueSpacing(Separators.Spacing.NONE);
    return new DefaultPrettyPrinter(separators)
        .withObjectIndenter(shallow)
        .withArrayIndenter(shallow);
  }

  /**
   * Writes everything about a package, nothing left to presets.
   *
   * @throws IllegalArgumentException if the format cannot say it: two types of one name, different
   *     ports on a lattice, or several DRAMs of which some have several interfaces
   */
  public static void write(ChipletPackage chipletPackage, OutputStream out) throws IOException {
    TopologyWriter writer = new TopologyWriter(out);
    writer.start(chipletPackage.name(), chipletPackage.title());
    writer.writePackage(chipletPackage);
    writer.end();
  }

  /**
   * Writes the layout of a network; all properties come from a preset.
   *
   * @param preset what the file extends, such as {@code base/datacenter}
   * @param chiplets for each node a word of the preset, {@code -} for none
   * @param routing the name of an algorithm
   */
  public static void writeLayout(
      String name,
      String title,
      String preset,
      NopGraph graph,
      List<String> chiplets,
      String routing,
      OutputStream out)
      throws IOException {
    if (chiplets.size() != graph.nodeCount()) {
      throw new IllegalArgumentException(
          chiplets.size() + " chiplets for " + graph.nodeCount() + " nodes");
    }
    TopologyWriter writer = new TopologyWriter(out);
    writer.start(name, title);
    writer.json.writeStringField("extends", preset);
    if (NopGraphs.LATTICES.contains(graph.shape())) {
      writer.network.writeLattice(graph, chiplets);
    } else {
      writer.json.writeStringField("shape", NopGraphs.CUSTOM);
      writer.network.writeNodes(graph, chiplets);
      writer.network.writeLinks(graph, Optional.empty());
    }
    writer.json.writeStringField("routing", routing);
    writer.end();
  }

  /**
   * Writes an imported network; what a link has is said where it is not the usual, all else comes
   * from a preset.
   *
   * @param usual what links of the preset have; empty if nothing is to be said of any link
   * @param chiplets as in {@link #writeLayout}
   * @param interfaces the nodes with a DRAM interface
   */
  public static void writeImported(
      String name,
      String title,
      String preset,
      ImportedTopology imported,
      Optional<LinkSpec> usual,
      List<String> chiplets,
      List<Integer> interfaces,
      String routing,
      OutputStream out)
      throws IOException {
    TopologyWriter writer = new TopologyWriter(out);
    writer.start(name, title);
    writer.json.writeArrayFieldStart("notes");
    for (String note : imported.notes()) {
      writer.json.writeString(note);
    }
    writer.json.writeEndArray();
    writer.json.writeStringField("extends", preset);
    writer.json.writeStringField("shape", NopGraphs.CUSTOM);
    writer.network.writeNodes(imported.graph(), chiplets);
    writer.network.writeLinks(imported.graph(), usual);
    writer.json.writeObjectFieldStart("dram");
    writer.json.writeFieldName("interfaces");
    writer.network.writeNumbers(interfaces);
    writer.json.writeEndObject();
    writer.json.writeStringField("routing", routing);
    writer.end();
  }

  private void start(String name, String title) throws IOException {
    json.writeStartObject();
    json.writeStringField("format", TopologyReader.FORMAT);
    json.writeStringField("name", name);
    json.writeStringField("title", title);
  }

  private void end() throws IOException {
    json.writeEndObject();
    json.writeRaw('\n');
    json.flush();
  }

  private void writePackage(ChipletPackage made) throws IOException {
    if (made.terms().preset() != Preset.PAPER) {
      json.writeStringField("preset", made.terms().preset().word());
    }
    NopGraph graph = made.nop();
    List<Chiplet> all = new ArrayList<>();
    List<String> words = new ArrayList<>();
    List<Integer> disabled = new ArrayList<>();
    for (int node = 0; node < graph.nodeCount(); node++) {
      Optional<Chiplet> chiplet = made.chipletAt(node);
      words.add(chiplet.map(c -> c.type().name()).orElse(NopReader.NO_CHIPLET));
      chiplet.ifPresent(all::add);
      if (chiplet.isPresent() && !chiplet.get().enabled()) {
        disabled.add(node);
      }
    }
    types.write(all);
    LinkSpec common =
        graph.links().stream()
            .findFirst()
            .map(NopWriter::spec)
            .orElse(new LinkSpec(all.get(0).injection(), 0));
    boolean lattice = NopGraphs.LATTICES.contains(graph.shape());
    if (lattice) {
      network.writeLattice(graph, words);
    } else {
      json.writeStringField("shape", NopGraphs.CUSTOM);
      network.writeNodes(made, all.get(0));
      network.writeLinks(graph, Optional.of(common));
    }
    if (!disabled.isEmpty()) {
      json.writeFieldName("disabled");
      network.writeNumbers(disabled);
    }
    network.writeNop(made, all, common, lattice);
    writeDram(made);
    writeRouting(made);
  }

  private void writeDram(ChipletPackage made) throws IOException {
    List<DramInterface> interfaces = made.dramInterfaces();
    Dram first = made.drams().get(0);
    boolean shared = made.drams().size() == 1 && interfaces.size() > 1;
    if (!shared && made.drams().size() != interfaces.size()) {
      throw new IllegalArgumentException("several DRAMs, some with several interfaces");
    }
    if (made.drams().stream().anyMatch(dram -> !dram.timing().equals(first.timing()))) {
      throw new IllegalArgumentException("DRAMs of different timing");
    }
    json.writeObjectFieldStart("dram");
    json.writeArrayFieldStart("interfaces");
    for (DramInterface place : interfaces) {
      Dram own = made.drams().get(place.dram());
      LinkSpec spec = new LinkSpec(own.peak(), own.latencyPs());
      if (spec.equals(new LinkSpec(first.peak(), first.latencyPs()))) {
        json.writeNumber(place.node());
      } else {
        json.writeStartObject();
        json.writeNumberField("node", place.node());
        network.writeSpec(spec);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    network.writeSpec(new LinkSpec(first.peak(), first.latencyPs()));
    json.writeStringField("energy", ExactUnitFormat.energy(made.dramJoulePerBit(), "/bit"));
    types.writeStaticPower(made.terms().dramStaticW());
    writeTiming(first.timing());
    json.writeStringField("sharing", shared ? "package" : "interface");
    json.writeEndObject();
  }

  private void writeTiming(DramTiming timing) throws IOException {
    if (timing.efficiency() != 1) {
      json.writeNumberField("efficiency", timing.efficiency());
    }
    writeTime("turnaround", timing.turnaroundPs());
    writeTime("refreshInterval", timing.refreshIntervalPs());
    writeTime("refreshTime", timing.refreshPs());
  }

  private void writeTime(String key, long ps) throws IOException {
    if (ps > 0) {
      json.writeStringField(key, ExactUnitFormat.time(ps));
    }
  }

  private void writeRouting(ChipletPackage made) throws IOException {
    String algorithm = made.routing().algorithm();
    json.writeStringField("routing", algorithm);
    if (!algorithm.equals(TableRouting.NAME)) {
      return;
    }
    json.writeArrayFieldStart("routes");
    int nodes = made.nop().nodeCount();
    for (int source = 0; source < nodes; source++) {
      for (int target = 0; target < nodes; target++) {
        if (source != target) {
          writeRoute(made.routing().route(source, target));
        }
      }
    }
    json.writeEndArray();
  }

  private void writeRoute(Route route) throws IOException {
    List<Integer> path = new ArrayList<>(List.of(route.source()));
    List<Integer> channels = new ArrayList<>();
    for (int hop = 0; hop < route.hops(); hop++) {
      path.add(route.links().get(hop).to());
      channels.add(route.virtualChannel(hop));
    }
    if (channels.stream().allMatch(channel -> channel == 0)) {
      network.writeNumbers(path);
      return;
    }
    json.writeStartObject();
    json.writeFieldName("path");
    network.writeNumbers(path);
    json.writeFieldName("channels");
    network.writeNumbers(channels);
    json.writeEndObject();
  }
}
