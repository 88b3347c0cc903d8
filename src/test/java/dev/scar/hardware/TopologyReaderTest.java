package dev.scar.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.scar.files.InputException;
import dev.scar.files.InputFile;
import dev.scar.files.Library;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files say arrives in the package, also by way of presets and of the writer. */
final class TopologyReaderTest {
  private static final Path RESOURCES = Shipped.HOME.resolve("src/test/resources");

  @TempDir private Path folder;

  private final TopologyReader reader = new TopologyReader(Shipped.LIBRARY);

  private ChipletPackage resource(String name) {
    return reader.read(InputFile.of(RESOURCES.resolve("topologies/" + name + ".json")));
  }

  private ChipletPackage read(String name, String text) throws IOException {
    Path file = folder.resolve(name + ".json");
    Files.writeString(file, text);
    return reader.read(InputFile.of(file));
  }

  private static String show(NopLink link) {
    return link.from()
        + ">"
        + link.to()
        + " "
        + link.bandwidth().bytesPerSecond() / 1_000_000_000
        + " "
        + link.latencyPs();
  }

  @Test
  void customPackageIsAsWritten() {
    ChipletPackage five = resource("five");
    assertThat(five.nop().links())
        .extracting(TopologyReaderTest::show)
        .containsExactly(
            "0>1 100 35000",
            "0>1 25 35000",
            "0>4 100 35000",
            "1>0 100 35000",
            "1>0 25 35000",
            "1>2 100 70000",
            "2>1 100 70000",
            "2>3 100 0",
            "3>0 200 35000",
            "4>0 100 35000");
    assertThat(five.nop().position(1)).contains(new NopGraph.Position(0, 1));
    assertThat(five.nop().position(0)).isEmpty();
    assertThat(five.chiplets()).extracting(Chiplet::node).containsExactly(0, 1, 4);
    assertThat(five.chipletAt(2)).get().extracting(Chiplet::enabled).isEqualTo(false);
    assertThat(five.chipletAt(3)).isEmpty();
    Chiplet first = five.chipletAt(0).orElseThrow();
    assertThat(first.injection().bytesPerSecond()).isEqualTo(80_000_000_000L);
    assertThat(first.ejection().bytesPerSecond()).isEqualTo(100_000_000_000L);
    Chiplet last = five.chipletAt(4).orElseThrow();
    assertThat(last.injection().bytesPerSecond()).isEqualTo(50_000_000_000L);
    assertThat(last.ejection().bytesPerSecond()).isEqualTo(60_000_000_000L);
    assertThat(five.dramInterfaces())
        .containsExactly(new DramInterface(0, 3, 0), new DramInterface(1, 0, 1));
    assertThat(five.drams().get(0).latencyPs()).isEqualTo(200_000);
    assertThat(five.drams().get(1).latencyPs()).isEqualTo(100_000);
    assertThat(five.drams().get(1).bandwidth().bytesPerSecond()).isEqualTo(32_000_000_000L);
    assertThat(five.nearestDram(1).node()).isEqualTo(0);
    assertThat(first.type().offChipElementsPerCycle()).isEqualTo(ChipletType.NO_FLOOR);
  }

  @Test
  void routesAndSharedDramAreAsWritten() {
    ChipletPackage routed = resource("routed");
    assertThat(routed.routing().route(0, 2)).hasToString("Route[0>1, 1>2][0, 1]");
    assertThat(routed.routing().virtualChannels()).isEqualTo(2);
    assertThat(routed.drams()).hasSize(1);
    assertThat(routed.dramInterfaces()).extracting(DramInterface::dram).containsExactly(0, 0);
    assertThat(routed.nearestDram(2).ordinal()).isEqualTo(1);
  }

  @Test
  void upperFilesWinAndWhatIsReachedTwiceLiesLowest() throws IOException {
    Files.writeString(
        folder.resolve("layout.json"),
        """
        {"format": "scar-topology-1", "name": "layout", "extends": "base/datacenter",
         "chiplets": ["N S"], "dram": {"bandwidth": "32 GB/s"}}
        """);
    ChipletPackage both =
        read(
            "both",
            """
            {"format": "scar-topology-1", "name": "both", "extends": ["layout", "base/arvr"],
             "chipletTypes": {"shi": {"pes": 64}}, "nop": {"latency": "20 ns"}}
            """);
    // The preset of the second base stands on the same file as the first, but does not undo it.
    assertThat(both.drams().get(0).bandwidth().bytesPerSecond()).isEqualTo(32_000_000_000L);
    assertThat(both.chiplets()).extracting(c -> c.type().pes()).containsExactly(256, 64);
    assertThat(both.chiplets()).extracting(c -> c.type().nocElementsPerCycle()).containsOnly(32L);
    assertThat(both.nop().links()).extracting(NopLink::latencyPs).containsOnly(20_000L);
    assertThat(both.title()).isEqualTo("both");
  }

  /** The base is sound with its floor; the file that says built is not. */
  @Test
  void aFloorOfTheBaseIsAProblemOfTheFileThatIsBuilt() {
    assertThatThrownBy(
            () ->
                read(
                    "mine",
                    """
                    {"format": "scar-topology-1", "name": "mine", "extends": "base/datacenter",
                     "preset": "built", "chiplets": ["N"]}
                    """))
        .isInstanceOfSatisfying(
            InputException.class,
            e ->
                assertThat(e.problems())
                    .extracting(problem -> problem.file() + " " + problem.path())
                    .containsOnly(folder.resolve("mine.json") + " preset"))
        .hasMessageContaining("128 elements/cycle in topologies/base/datacenter.json");
  }

  /** The upper file changes one of two values of a source, and says nothing of where it is from. */
  @Test
  void aSourceHoldsForTheValuesBesideIt() throws IOException {
    ChipletPackage made =
        read(
            "made",
            """
            {"format": "scar-topology-1", "name": "made", "extends": "base/datacenter",
             "chiplets": ["N S"], "nop": {"latency": "20 ns"},
             "chipletTypes": {"shi": {"energy": {"l2": 8},
               "sources": [{"of": ["energy.l2"], "technology": "16 nm", "from": "measured"}]}}}
            """);
    assertThat(constant(made, "nop", "latency"))
        .isEqualTo(new Constant("nop", "latency", "20 ns", "", ""));
    assertThat(constant(made, "nop", "bandwidth").source()).contains("Table II");
    assertThat(constant(made, "shi", "energy.l2"))
        .isEqualTo(new Constant("shi", "energy.l2", "8", "16 nm", "measured"));
    assertThat(constant(made, "nvd", "energy.l2").value()).isEqualTo("6");
    assertThat(constant(made, "shi", "energy.mac").source()).contains("Horowitz");
    assertThat(constant(made, "dram", "staticPower"))
        .isEqualTo(new Constant("dram", "staticPower", "0 W", "", "not given"));
  }

  /** From 0, 5 is reached by 1 and 3 &gt; 4, and 4 by 2 and 3 &gt; 4. */
  @Test
  void multicastNeedsRoutesThatDoNotMeetAgain() throws IOException {
    int[] parent = {-1, 0, 0, 1, 3, 4};
    List<List<Integer>> routes = new ArrayList<>();
    for (int from = 0; from < 6; from++) {
      for (int to = 0; to < 6; to++) {
        if (from != to) {
          routes.add(from == 0 && to == 4 ? List.of(0, 2, 3, 4) : path(parent, from, to));
        }
      }
    }
    String file =
        """
        {"format": "scar-topology-1", "name": "made", "extends": "base/datacenter",
         "shape": "custom", "nodes": ["N", "N", "N", "N", "N", "N"],
         "links": [{"between": [0, 1]}, {"between": [0, 2]}, {"between": [1, 3]},
                   {"between": [2, 3]}, {"between": [3, 4]}, {"between": [4, 5]}],
         "dram": {"interfaces": [0]}, "nop": {"multicast": %s},
         "routing": "table", "routes": %s}
        """;
    assertThat(
            catchThrowableOfType(
                InputException.class, () -> read("made", file.formatted("true", routes))))
        .hasMessageContaining(
            "nop.multicast (true) needs routes that make a tree from every chiplet, but routes from"
                + " node 0, one of them to node 5, part and meet again on link 3>4.");
    routes.set(3, List.of(0, 1, 3, 4));
    assertThat(read("made", file.formatted("true", routes)).multicast()).isTrue();
    assertThat(read("made", file.formatted("false", routes)).multicast()).isFalse();
  }

  private static List<Integer> path(int[] parent, int from, int to) {
    List<Integer> up = new ArrayList<>();
    for (int at = from; at >= 0; at = parent[at]) {
      up.add(at);
    }
    List<Integer> down = new ArrayList<>();
    for (int at = to; !up.contains(at); at = parent[at]) {
      down.add(0, at);
    }
    int meet = down.isEmpty() ? to : parent[down.get(0)];
    List<Integer> path = new ArrayList<>(up.subList(0, up.indexOf(meet) + 1));
    path.addAll(down);
    return path;
  }

  @Test
  void aSourceOfWhatIsElsewhereIsRefused() {
    assertThat(
            catchThrowableOfType(
                InputException.class,
                () ->
                    read(
                        "made",
                        """
                        {"format": "scar-topology-1", "name": "made", "extends": "base/datacenter",
                         "chiplets": ["N S"],
                         "nop": {"sources": [{"of": ["latency"], "from": "a dream"}]}}
                        """)))
        .hasMessageContaining(
            "nop.sources[0].of[0] (latency) is not a constant that stands beside its sources.");
  }

  private static Constant constant(ChipletPackage made, String part, String name) {
    return made.constants().stream()
        .filter(constant -> constant.part().equals(part) && constant.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void noWayLeadsOutOfTheFolders() throws IOException {
    Path secret = folder.resolve("secret.json");
    Files.writeString(secret, "{\"format\": \"scar-topology-1\", \"name\": \"secret\"}");
    Path inside = Files.createDirectories(folder.resolve("mine")).resolve("case.json");
    for (String name : List.of("../secret", secret.toString(), "..\\\\secret", "./../secret")) {
      Files.writeString(
          inside,
          "{\"format\": \"scar-topology-1\", \"name\": \"case\", \"extends\": \"" + name + "\"}");
      assertThatThrownBy(() -> reader.read(InputFile.of(inside)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("is not a plain name");
    }
  }

  @Test
  void hugeNumbersAreRefusedBeforeAnythingIsBuilt() {
    for (String size :
        List.of(
            "\"rows\": 4096, \"columns\": 4096",
            "\"rows\": 1000000000, \"columns\": 1000000000",
            "\"rows\": 65, \"columns\": 64")) {
      assertThatThrownBy(
              () ->
                  read(
                      "huge",
                      "{\"format\": \"scar-topology-1\", \"name\": \"huge\", \"extends\":"
                          + " \"base/datacenter\", \"chiplets\": \"N\", "
                          + size
                          + "}"))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("rows");
    }
  }

  @Tag("heavy")
  @Test
  void theLargestPackagesLoad() throws IOException {
    ChipletPackage mesh =
        read(
            "large",
            """
            {"format": "scar-topology-1", "name": "large", "extends": "base/datacenter",
             "rows": 64, "columns": 64, "chiplets": "N"}
            """);
    assertThat(mesh.chiplets()).hasSize(4096);
    assertThat(mesh.dramInterfaces()).hasSize(128);
    StringBuilder star = new StringBuilder();
    StringBuilder nodes = new StringBuilder("\"N\"");
    for (int leaf = 1; leaf < 4096; leaf++) {
      star.append(leaf == 1 ? "" : ",").append("{\"between\": [0, ").append(leaf).append("]}");
      nodes.append(", \"N\"");
    }
    ChipletPackage custom =
        read(
            "star",
            "{\"format\": \"scar-topology-1\", \"name\": \"star\", \"extends\": \"base/datacenter\","
                + " \"shape\": \"custom\", \"dram\": {\"interfaces\": [0]}, \"routing\":"
                + " \"up-down\", \"nodes\": ["
                + nodes
                + "], \"links\": ["
                + star
                + "]}");
    assertThat(custom.routing().route(4095, 17).hops()).isEqualTo(2);
    assertThat(DeadlockProof.verdict(custom.nop(), custom.routing()))
        .isInstanceOf(RoutingVerdict.DeadlockFree.class);
  }

  /** Everything that a package says, as text. */
  private static List<String> everything(ChipletPackage made) {
    List<String> lines = new ArrayList<>();
    lines.add(made.name() + "/" + made.title());
    lines.add(made.nop().shape() + made.nop().rows() + "x" + made.nop().columns());
    made.nop().links().forEach(link -> lines.add(link.toString()));
    for (int node = 0; node < made.nop().nodeCount(); node++) {
      lines.add(made.chipletAt(node) + " at " + made.nop().position(node));
      for (int target = 0; target < made.nop().nodeCount(); target++) {
        lines.add(made.routing().route(node, target).toString());
      }
    }
    lines.add(made.drams() + " " + made.dramInterfaces());
    lines.add(made.nopJoulePerBit() + " " + made.dramJoulePerBit());
    lines.add(made.routing().algorithm() + made.routing().virtualChannels());
    return lines;
  }

  private static String written(ChipletPackage made) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TopologyWriter.write(made, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    List<ChipletPackage> packages = new ArrayList<>(List.of(resource("five"), resource("routed")));
    for (String name : Shipped.LIBRARY.names(Library.Shelf.TOPOLOGIES)) {
      packages.add(reader.read(name));
    }
    for (ChipletPackage made : packages) {
      String text = written(made);
      ChipletPackage again = read("again", text);
      assertThat(everything(again)).as(made.name()).isEqualTo(everything(made));
      assertThat(written(again)).as(made.name()).isEqualTo(text);
    }
  }

  @Test
  void randomPackagesAreReadBack() throws IOException {
    for (int seed = 0; seed < 100; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ChipletPackage made = random(random, "p" + seed);
      assertThat(everything(read("again", written(made))))
          .as("seed " + seed)
          .isEqualTo(everything(made));
    }
  }

  private static ChipletPackage random(SplittableRandom random, String name) {
    NopGraphBuilder builder = new NopGraphBuilder(NopGraphs.CUSTOM, 0, 0);
    int nodes = random.nextInt(2, 10);
    List<Chiplet> chiplets = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      builder.node(
          random.nextBoolean()
              ? java.util.Optional.empty()
              : java.util.Optional.of(new NopGraph.Position(node, random.nextInt(9))));
      if (node == 0 || random.nextInt(3) > 0) {
        ChipletType type =
            new ChipletType(
                "t" + node,
                random.nextBoolean() ? List.of("kcp_ws") : List.of("yxp_os", "kcp_ws"),
                random.nextInt(1, 5000),
                random.nextLong(1, 1L << 30),
                random.nextLong(1, 1_000_000_000),
                random.nextLong(1, 999),
                random.nextLong(5),
                random.nextBoolean() ? ChipletType.NO_FLOOR : random.nextLong(1, 999),
                new ChipletType.ActivityEnergy(
                    random.nextDouble() * 1e-12, random.nextDouble(), random.nextDouble() * 20),
                random.nextInt(2) * random.nextDouble());
        chiplets.add(
            new Chiplet(node, type, node == 0 || random.nextBoolean(), rate(random), rate(random)));
      }
    }
    for (int node = 0; node < nodes; node++) {
      builder.oneWay(node, (node + 1) % nodes, new LinkSpec(rate(random), random.nextLong(99_999)));
    }
    for (int i = random.nextInt(12); i > 0; i--) {
      int from = random.nextInt(nodes);
      int to = random.nextInt(nodes);
      LinkSpec spec = new LinkSpec(rate(random), random.nextLong(99_999));
      if (from != to) {
        Object added =
            random.nextBoolean()
                ? builder.oneWay(from, to, spec)
                : builder.bothWays(from, to, spec);
        assertThat(added).isSameAs(builder);
      }
    }
    NopGraph graph = builder.build();
    List<Dram> drams = new ArrayList<>();
    List<DramInterface> interfaces = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      places.add(node);
    }
    Collections.shuffle(places, new java.util.Random(random.nextLong()));
    boolean shared = random.nextBoolean();
    long interval = random.nextLong(2) * random.nextLong(2, 9_000_000);
    DramTiming timing =
        new DramTiming(
            random.nextBoolean() ? 1 : 1 - random.nextDouble(),
            random.nextLong(2) * random.nextLong(300_000),
            interval,
            interval / 2);
    for (int node : places.subList(0, random.nextInt(1, nodes + 1))) {
      if (!shared || drams.isEmpty()) {
        drams.add(new Dram(drams.size(), rate(random), random.nextLong(300_000), timing));
      }
      interfaces.add(new DramInterface(interfaces.size(), node, drams.size() - 1));
    }
    Routing shortest = new ShortestPathRouting().on(graph);
    return new ChipletPackage(
        name,
        "random",
        graph,
        random.nextBoolean() ? shortest : Graphs.onOneChannel(graph, shortest),
        chiplets,
        drams,
        interfaces,
        new PackageTerms(
            chiplets.stream()
                    .allMatch(c -> c.type().offChipElementsPerCycle() == ChipletType.NO_FLOOR)
                ? Preset.BUILT
                : Preset.PAPER,
            random.nextDouble() * 1e-11,
            random.nextDouble() * 1e-10,
            random.nextInt(2) * random.nextDouble(),
            random.nextInt(2) * random.nextDouble(),
            MulticastTrees.obstacle(shortest, chiplets).isEmpty() && random.nextBoolean()));
  }

  private static dev.scar.units.Bandwidth rate(SplittableRandom random) {
    return dev.scar.units.Bandwidth.ofBytesPerSecond(random.nextLong(1, 200_000_000_000L));
  }

  @Test
  void generatedLayoutsAreOrdinaryFiles() throws IOException {
    for (String shape :
        List.of("mesh:3x4", "torus:4x4", "ring:6", "triangular:3x3", "hexamesh:2", "cmesh:2x3x4")) {
      NopGraph graph = NopGraphs.sized(shape, Graphs.SPEC);
      List<String> words = new ArrayList<>();
      for (int node = 0; node < graph.nodeCount(); node++) {
        words.add(shape.startsWith("cmesh") && node < 6 ? "-" : node % 3 == 0 ? "S" : "N");
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      TopologyWriter.writeLayout(
          "generated", shape, "base/datacenter", graph, words, "up-down", out);
      ChipletPackage made = read("generated", out.toString(StandardCharsets.UTF_8));
      assertThat(made.nop().links()).as(shape).isEqualTo(graph.links());
      assertThat(made.routing().algorithm()).isEqualTo("up-down");
      long chiplets = words.stream().filter(word -> !word.equals("-")).count();
      assertThat(made.chiplets()).as(shape).hasSize((int) chiplets);
      assertThat(made.dramInterfaces()).as(shape).isNotEmpty();
      assertThat(DeadlockProof.verdict(made.nop(), made.routing()))
          .isInstanceOf(RoutingVerdict.DeadlockFree.class);
    }
  }

  @Test
  void aTableOfTheReferenceSimulatorIsRead() {
    NopGraph graph = NopGraphs.triangular(3, 3, Graphs.SPEC);
    InputFile file = InputFile.of(RESOURCES.resolve("booksim/triangular_3x3_routes.csv"));
    Routing table = RouteTableReader.read(file, graph);
    Routing shortest = new ShortestPathRouting().on(graph);
    for (int i = 0; i < 81; i++) {
      assertThat(table.route(i / 9, i % 9)).hasToString(shortest.route(i / 9, i % 9).toString());
    }
  }

  @Test
  void wrongTablesNameTheirLines() throws IOException {
    NopGraph line = Graphs.undirected(3, new int[][] {{0, 1}, {1, 2}});
    String good =
        "src,dst,path,channels\n0,1,0-1,\n1,0,1-0,1\n1,2,1-2,0\n2,1,2-1,\n2,0,2-1-0,0-1\n";
    Path file = folder.resolve("routes.csv");
    InputFile input = new InputFile(file, "routes.csv");
    Files.writeString(file, good + "0,2,0-1-2,\n");
    assertThat(RouteTableReader.read(input, line).route(2, 0)).hasToString("Route[2>1, 1>0][0, 1]");
    String[][] cases = {
      {"", "routes.csv: line 1 has no column src."},
      {good, "routes.csv: is not complete: no route from node 0 to node 2."},
      {
        good + "0,2,0-2,\n",
        "routes.csv: line 7 (0,2,0-2,) is not possible: there is no link from 0 to 2."
      },
      {good + "0,2,0-1-x,\n", "line 7 (0,2,0-1-x,) has a field that is not made of whole numbers."},
      {good + "0,2,0-1,\n", "line 7 (0,2,0-1,) has a path that does not lead from src to dst."},
      {good + "0,1,0-1,\n", "line 7 (0,1,0-1,) is a second route for its pair of nodes."},
      {good + "0,2\n", "line 7 (0,2) has not as many fields as the header."},
      {"from,to,path\n", "routes.csv: line 1 (from,to,path) has no column src."},
    };
    for (String[] wrong : cases) {
      Files.writeString(file, wrong[0]);
      assertThatThrownBy(() -> RouteTableReader.read(input, line))
          .as(wrong[1])
          .isInstanceOf(InputException.class)
          .hasMessageContaining(wrong[1]);
    }
    assertThatThrownBy(
            () -> RouteTableReader.read(new InputFile(folder.resolve("no.csv"), "no.csv"), line))
        .hasMessage("no.csv: does not exist.");
  }

  @Test
  void aDataflowThatIsNotKnownIsRefusedWhereItIsNamed() throws IOException {
    String text =
        """
        {"format": "scar-topology-1", "name": "p", "extends": "base/datacenter", "chiplets": ["N N"],
         "chipletTypes": {"nvd": {"dataflow": "kcp_sw"}}}
        """;
    assertThat(read("p", text).chiplets()).hasSize(2);
    Path file = folder.resolve("p.json");
    TopologyReader strict = new TopologyReader(Shipped.LIBRARY, List.of("kcp_ws", "yxp_os_capped"));
    assertThatThrownBy(() -> strict.read(InputFile.of(file)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "p.json: chipletTypes.nvd.dataflow (kcp_sw) has no known dataflow \"kcp_sw\".\n"
                + "Maybe write \"kcp_ws\".");
    Files.writeString(file, text.replace("kcp_sw", "none"));
    assertThat(strict.read(InputFile.of(file)).chiplets()).hasSize(2);
  }

  /** Two routers with two chiplets each, joined by two links: each target has one of them. */
  @Test
  void parallelLinksShareTheTargetsBehindThem() {
    NopGraph graph =
        Graphs.undirected(
            6,
            new int[] {0, 1},
            new int[] {0, 1},
            new int[] {0, 2},
            new int[] {0, 3},
            new int[] {1, 4},
            new int[] {1, 5});
    for (RoutingAlgorithm algorithm : List.of(new UpDownRouting(), new ShortestPathRouting())) {
      Routing routing = algorithm.on(graph);
      LinkLoad load =
          LinkLoad.of(
              graph,
              routing,
              Stream.of(2, 3)
                  .flatMap(s -> Stream.of(4, 5).map(t -> new LinkLoad.Demand(s, t, 1)))
                  .toList());
      assertThat(graph.outgoing(0).stream().filter(l -> l.to() == 1).map(load::on))
          .as(algorithm.name())
          .containsExactly(2.0, 2.0);
      Route table = TableRouting.path(graph, List.of(2, 0, 1, 5), List.of());
      assertThat(table.links()).isEqualTo(routing.route(2, 5).links());
      assertThat(DeadlockProof.verdict(graph, routing))
          .isInstanceOf(RoutingVerdict.DeadlockFree.class);
    }
  }
}
