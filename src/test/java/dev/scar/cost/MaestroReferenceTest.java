package dev.scar.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.scar.hardware.ChipletType.ActivityEnergy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Every row of the reference tool's tables. */
class MaestroReferenceTest {
  private static final ActivityEnergy TOOL = new ActivityEnergy(0.23e-12, 1.68, 18.61);
  private static final List<String> FILES =
      List.of(
          "bert_large_seq128",
          "mobilenetv2_repo_shapes",
          "other_dataflows",
          "resnet50_padded",
          "resnet50_repo_shapes",
          "settings_sweep",
          "synthetic_edge_cases",
          "unet_512_padded",
          "unet_repo_572",
          "yxp_os_capped");

  private final Dataflows dataflows = Dataflows.shipped();

  @Test
  void everyRowAgrees() throws IOException {
    int compared = 0;
    int skipped = 0;
    List<String> differences = new ArrayList<>();
    for (String file : FILES) {
      for (Map<String, String> row : rows(file)) {
        if (row.get("degenerate").equals("invalid")) {
          skipped++;
          continue;
        }
        compared++;
        LayerAnalysis analysis =
            MaestroEvaluator.evaluate(dataflow(row), layer(row), hardware(row));
        difference(file, row, analysis, differences);
      }
    }
    System.out.println(
        "reference rows compared: " + compared + ", invalid ones skipped: " + skipped);
    assertThat(differences.stream().limit(20)).isEmpty();
    assertThat(compared).isGreaterThan(2900);
  }

  @Test
  void networkTotalsAgree() throws IOException {
    Map<String, long[]> cycles = new TreeMap<>();
    Map<String, Double> energies = new TreeMap<>();
    Map<String, Map<String, String>> capped = new TreeMap<>();
    for (Map<String, String> row : rows("yxp_os_capped")) {
      capped.put(layerKey(row), row);
    }
    for (String file : FILES) {
      if (file.equals("other_dataflows")
          || file.equals("settings_sweep")
          || file.equals("yxp_os_capped")
          || file.startsWith("synthetic")) {
        continue;
      }
      for (Map<String, String> row : rows(file)) {
        Map<String, String> used =
            row.get("degenerate").equals("invalid") ? capped.get(layerKey(row)) : row;
        LayerAnalysis analysis =
            MaestroEvaluator.evaluate(
                dataflow(Objects.requireNonNull(used, row.toString())),
                layer(used),
                hardware(used));
        String key = totalKey(row);
        long count = Long.parseLong(row.get("count"));
        cycles.computeIfAbsent(key, k -> new long[1])[0] += count * analysis.cycles();
        energies.merge(key, count * analysis.energyMacUnits(TOOL), Double::sum);
      }
    }
    int compared = 0;
    for (Map<String, String> total : rows("network_totals")) {
      String key = totalKey(total);
      if (cycles.containsKey(key)) {
        compared++;
        assertThat(cycles.get(key)[0]).as(key).isEqualTo(Long.parseLong(total.get("total_cycles")));
        double energy = Double.parseDouble(total.get("total_energy"));
        assertThat(energies.get(key)).as(key).isCloseTo(energy, within(1e-9 * energy));
      }
    }
    System.out.println("network totals compared: " + compared);
    assertThat(compared).isGreaterThanOrEqualTo(60);
  }

  private static String totalKey(Map<String, String> row) {
    return row.get("model")
        + " "
        + row.get("dataflow")
        + " "
        + row.get("num_pes")
        + " "
        + row.get("noc_bw")
        + " "
        + row.get("noc_latency");
  }

  private static String layerKey(Map<String, String> row) {
    return row.get("model")
        + " "
        + row.get("layer")
        + " "
        + row.get("num_pes")
        + " "
        + row.get("noc_bw")
        + " "
        + row.get("noc_latency");
  }

  private Dataflow dataflow(Map<String, String> row) {
    String listing = row.get("directives");
    return listing != null
        ? Dataflow.parse(row.get("dataflow"), listing)
        : dataflows.get(row.get("dataflow"));
  }

  private static MaestroLayer layer(Map<String, String> row) {
    LayerType type = LayerType.valueOf(row.get("type"));
    long groups =
        row.get("groups_or_depthwise").matches("[0-9]+") ? number(row, "groups_or_depthwise") : 1;
    return MaestroLayer.convolution(
        type,
        number(row, "N"),
        groups,
        number(row, "K"),
        number(row, "C"),
        number(row, "R"),
        number(row, "S"),
        number(row, "Y"),
        number(row, "X"),
        number(row, "strideY"),
        number(row, "strideX"));
  }

  private static CostHardware hardware(Map<String, String> row) {
    return new CostHardware(
        number(row, "num_pes"),
        number(row, "noc_bw"),
        number(row, "noc_latency"),
        number(row, "offchip_bw"));
  }

  private static long number(Map<String, String> row, String column) {
    return Long.parseLong(row.get(column));
  }

  private static void difference(
      String file, Map<String, String> row, LayerAnalysis a, List<String> differences) {
    Map<String, Long> whole = new LinkedHashMap<>();
    whole.put("runtime_cycles", a.cycles());
    whole.put("total_macs", a.macs());
    whole.put("input_l1_read", a.input().l1Read());
    whole.put("input_l1_write", a.input().l1Write());
    whole.put("input_l2_read", a.input().l2Read());
    whole.put("input_l2_write", a.input().l2Write());
    whole.put("weight_l1_read", a.weight().l1Read());
    whole.put("weight_l1_write", a.weight().l1Write());
    whole.put("weight_l2_read", a.weight().l2Read());
    whole.put("weight_l2_write", a.weight().l2Write());
    whole.put("output_l1_read", a.output().l1Read());
    whole.put("output_l1_write", a.output().l1Write());
    whole.put("output_l2_read", a.output().l2Read());
    whole.put("output_l2_write", a.output().l2Write());
    whole.put("l1_req_per_pe", a.l1RequiredPerPe());
    whole.put("l2_req", a.l2Required());
    whole.put("noc_bw_required", a.nocRequired());
    whole.put("offchip_bw_required", a.offChipRequired());
    whole.put("ingress_delay_min", a.ingress().least());
    whole.put("ingress_delay_max", a.ingress().greatest());
    whole.put("ingress_delay_avg", a.ingress().mean());
    whole.put("egress_delay_min", a.egress().least());
    whole.put("egress_delay_max", a.egress().greatest());
    whole.put("egress_delay_avg", a.egress().mean());
    whole.put("compute_delay_min", a.compute().least());
    whole.put("compute_delay_max", a.compute().greatest());
    whole.put("compute_delay_avg", a.compute().mean());
    String where =
        file
            + " "
            + row.get("layer")
            + " "
            + row.get("dataflow")
            + " bw "
            + row.get("noc_bw")
            + " pes "
            + row.get("num_pes")
            + ": ";
    whole.forEach(
        (column, ours) -> {
          if (ours != number(row, column)) {
            differences.add(where + column + " is " + row.get(column) + ", ours " + ours);
          }
        });
    double printedPes = new BigDecimal(a.avgUtilizedPes()).round(new MathContext(6)).doubleValue();
    sixDigits(where, row, "utilization", printedPes / number(row, "num_pes"), differences);
    sixDigits(where, row, "avg_utilized_pes", a.avgUtilizedPes(), differences);
    sixDigits(where, row, "noc_bw_avg", a.nocAverage(), differences);
    double energy = Double.parseDouble(row.get("total_energy"));
    if (Math.abs(a.energyMacUnits(TOOL) - energy) > 1e-9 * energy) {
      differences.add(where + "total_energy is " + energy + ", ours " + a.energyMacUnits(TOOL));
    }
  }

  /**
   * The table prints six significant digits or six decimals; it derives utilization from the
   * printed number of units.
   */
  private static void sixDigits(
      String where, Map<String, String> row, String column, double ours, List<String> differences) {
    BigDecimal reference = new BigDecimal(row.get(column));
    BigDecimal rounded = new BigDecimal(ours).round(new MathContext(6));
    double tolerance =
        0.5000001 * Math.max(reference.ulp().doubleValue(), rounded.ulp().doubleValue());
    if (Math.abs(reference.doubleValue() - ours) > tolerance) {
      differences.add(where + column + " is " + reference + ", ours " + ours);
    }
  }

  private static List<Map<String, String>> rows(String file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Objects.requireNonNull(
                        MaestroReferenceTest.class.getResourceAsStream(
                            "/maestro/" + file + ".csv.gz"))),
                StandardCharsets.UTF_8))) {
      List<String> header = cells(reader.readLine());
      List<Map<String, String>> rows = new ArrayList<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        List<String> cells = cells(line);
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
          row.put(header.get(i), cells.get(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (char c : line.toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
