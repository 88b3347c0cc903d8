package dev.scar.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.files.InputFile;
import dev.scar.fixtures.Sampled;
import dev.scar.hardware.LinkSpec;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopGraphs;
import dev.scar.hardware.RouteTableReader;
import dev.scar.hardware.Routing;
import dev.scar.hardware.Routings;
import dev.scar.sim.LoopEngine;
import dev.scar.units.Bandwidth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Synthetic traffic against numbers of BookSim2, the reference network simulator: isolated packets
 * cycle for cycle, latency curves against its preset of practically unbounded buffers and FIFO
 * links ({@code ideal_fifo}). The table of curves is the one in {@code
 * src/site/markdown/network-validation.md}; {@code -Dgolden.update=true} rewrites it.
 */
class BookSimIT {
  private static final Path RESOURCES = Path.of("src/test/resources/booksim");
  private static final Path PAGE = Path.of("src/site/markdown/network-validation.md");
  private static final String BEGIN = "<!-- curves: begin -->";
  private static final String END = "<!-- curves: end -->";
  private static final TrafficSettings SETTINGS =
      new TrafficSettings(1, 20_000, 400_000, 3, 2, 3, 1);

  /** Rows of a CSV file, each a map by column. */
  private static List<Map<String, String>> rows(String file) throws IOException {
    List<String> lines = Files.readAllLines(RESOURCES.resolve(file));
    String[] columns = lines.get(0).split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      Map<String, String> row = new TreeMap<>();
      for (int c = 0; c < columns.length; c++) {
        row.put(columns[c], fields[c]);
      }
      rows.add(row);
    }
    return rows;
  }

  private static int whole(Map<String, String> row, String column) {
    return Integer.parseInt(row.get(column));
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }

  private static Traffic mesh(int k) {
    NopGraph graph = NopGraphs.mesh(k, k, spec());
    return new Traffic(
        TrafficNetwork.of(graph, Routings.named("xy").orElseThrow().on(graph)), new LoopEngine());
  }

  private static Traffic triangular() {
    NopGraph graph = NopGraphs.triangular(3, 3, spec());
    Path routes = RESOURCES.resolve("triangular_3x3_routes.csv");
    Routing routing = RouteTableReader.read(InputFile.of(routes), graph);
    return new Traffic(TrafficNetwork.of(graph, routing), new LoopEngine());
  }

  private static LinkSpec spec() {
    return new LinkSpec(Bandwidth.ofBytesPerSecond(1_000_000_000), 1000);
  }

  @Test
  void isolatedPacketsAreExact() throws IOException {
    Traffic mesh = mesh(6);
    int compared = 0;
    for (Map<String, String> row : rows("zero_load.csv")) {
      if (whole(row, "vc_buf_flits") < 5) {
        continue;
      }
      int stages =
          whole(row, "routing_delay") + whole(row, "alloc_cycles") + whole(row, "st_final_delay");
      TrafficSettings settings =
          new TrafficSettings(
              whole(row, "packet_flits"),
              0,
              1,
              stages + whole(row, "channel_latency"),
              2,
              stages + 1,
              1);
      int links = whole(row, "links");
      int target = links <= 5 ? links : 5 + 6 * (links - 5);
      long cycles = mesh.completion(List.of(new Traffic.Batch(0, target, 1)), settings);
      assertThat(cycles).as(row.toString()).isEqualTo(whole(row, "packet_latency") + 1L);
      assertThat(cycles).as(row.toString()).isEqualTo(whole(row, "single_packet_batch_cycles"));
      compared++;
    }
    assertThat(compared).isEqualTo(320);
    System.out.println("isolated packets equal to BookSim2: " + compared);
  }

  /** One point of a reference curve: the mean over its seeds, or the longest window there is. */
  private record Point(String name, int percent, double load, double latency) {}

  private static List<Point> reference() throws IOException {
    Map<String, List<Map<String, String>>> byPoint = new LinkedHashMap<>();
    for (Map<String, String> row : rows("curves.csv")) {
      if (row.get("preset").equals("ideal_fifo")
          && row.get("stable").equals("1")
          && number(row, "load_pct_of_link_bound") <= 90) {
        byPoint.computeIfAbsent(key(row), k -> new ArrayList<>()).add(row);
      }
    }
    Map<String, Double> better = new TreeMap<>();
    for (Map<String, String> row : rows("seed_variance.csv")) {
      if (row.get("preset").equals("ideal_fifo")) {
        better.put(key(row), number(row, "mean_packet_latency"));
      }
    }
    for (Map<String, String> row : rows("long_window.csv")) {
      better.put(key(row), number(row, "avg_packet_latency"));
    }
    List<Point> points = new ArrayList<>();
    byPoint.forEach(
        (key, rows) -> {
          double mean =
              rows.stream().mapToDouble(r -> number(r, "avg_packet_latency")).average().orElse(0);
          Map<String, String> first = rows.get(0);
          points.add(
              new Point(
                  "%s %sx%s, %s, %s flits"
                      .formatted(
                          first.get("topology"),
                          first.get("k"),
                          first.get("k"),
                          first.get("traffic"),
                          first.get("packet_flits")),
                  (int) Math.round(number(first, "load_pct_of_link_bound")),
                  number(first, "offered_load"),
                  better.getOrDefault(key, mean)));
        });
    return points;
  }

  private static String key(Map<String, String> row) {
    return String.join(
        " ",
        row.get("topology"),
        row.get("k"),
        row.get("traffic"),
        row.get("packet_flits"),
        String.format(Locale.ROOT, "%.4f", number(row, "offered_load")));
  }

  /** Every eleventh point in the first tier. */
  @Test
  void curvesAgree() throws IOException {
    boolean all = Sampled.all() || Boolean.getBoolean("golden.update");
    List<Point> reference = reference();
    assertThat(reference).hasSize(92);
    List<String> table = new ArrayList<>();
    table.add("| case | load | of bound | BookSim2 | ours | ± 95 % | difference | allowed | |");
    table.add("|---|--:|--:|--:|--:|--:|--:|--:|---|");
    int missed = 0;
    int within = 0;
    for (int i = 0; i < reference.size(); i += all ? 1 : 11) {
      Point point = reference.get(i);
      String[] words = point.name().split("[ ,x]+");
      int k = Integer.parseInt(words[1]);
      int flits = Integer.parseInt(words[4]);
      Traffic traffic = words[0].equals("mesh") ? mesh(k) : triangular();
      TrafficPattern pattern = TrafficPattern.named(words[3], k * k, k, k);
      TrafficSettings settings =
          new TrafficSettings(flits, SETTINGS.warmup(), SETTINGS.measure(), 3, 2, 3, 1);
      TrafficResult ours = traffic.run(pattern, point.load(), settings);
      assertThat(ours.stable()).as(point.toString()).isTrue();
      assertThat(ours.acceptedLoad())
          .as("no more than the bound: %s", point)
          .isLessThanOrEqualTo(traffic.unitLoad(pattern).bound() * 1.01);
      double difference = 100 * (ours.avgPacketLatency() / point.latency() - 1);
      double allowed = point.percent() <= 70 ? 2 : point.percent() <= 80 ? 5 : 10;
      boolean holds = Math.abs(difference) <= allowed;
      within += holds ? 1 : 0;
      missed += holds ? 0 : 1;
      table.add(
          String.format(
              Locale.ROOT,
              "| %s | %.4f | %d %% | %.3f | %.3f | %.3f | %+.2f %% | %.0f %% | %s |",
              point.name(),
              point.load(),
              point.percent(),
              point.latency(),
              ours.avgPacketLatency(),
              ours.ci95(),
              difference,
              allowed,
              holds ? "" : "missed"));
    }
    assertThat(missed).isZero();
    if (all) {
      assertThat(within).isEqualTo(92);
      table.add("");
      table.add("%d points within the allowed difference, %d missed.".formatted(within, missed));
      checkPage(table);
    } else {
      assertThat(Files.readAllLines(PAGE)).containsAll(table);
    }
  }

  private static void checkPage(List<String> table) throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    String now = "\n" + String.join("\n", table) + "\n";
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, page.substring(0, from) + now + page.substring(to));
    } else {
      assertThat(page.substring(from, to)).isEqualTo(now);
    }
  }
}
