package dev.scar.cost;

import dev.scar.cost.LayerList.Counted;
import dev.scar.cost.LayerList.Sums;
import dev.scar.workload.ModelFile;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * What the paper's tables say about its cost model, beside what this one gives: every anchor, and
 * which chiplet type each model prefers.
 *
 * <p>Anchors are latencies and energies of whole models on one chiplet (4096 processing elements,
 * 256 in AR/VR) that follow from tables II, IV, V and VI and figure 2 of the paper; nothing is
 * fitted here. AR/VR models are costed as their lists print them, without stride, groups and
 * padding, and as the original tool does it: in 17 of their layers the kernel is larger than the
 * map, and the product of the negative output sizes is anything from 0 to a hundred million cycles.
 * {@link #valid} are the same ratios from the scenarios as they ship, where these layers keep the
 * padding that they need.
 *
 * <p>Evaluates some 3000 layers; takes about a second.
 */
public final class CalibrationTable {
  private static final String PUBLIC_LIST = "calibration/resnet50-public.csv";
  private static final List<Integer> AR_VR = List.of(6, 7, 8, 9, 10);
  private static final int GPT_SAMPLES = 8;
  private static final int BERT_SAMPLES = 24;

  private final Function<String, ModelFile> models;
  private final Function<String, Scenario> scenarios;

  /**
   * A figure of the paper and ours.
   *
   * @param setting the setting's letter
   * @param pes processing elements of a chiplet
   * @param item what is compared
   * @param unit s, J, mJ, or 1 for a ratio
   * @param paper the paper's figure
   * @param bound whether the paper's figure is only an upper bound
   * @param confidence in the derivation of the paper's figure: high, medium-high, …
   * @param ours this model's
   */
  public record Anchor(
      String setting,
      int pes,
      String item,
      String unit,
      double paper,
      boolean bound,
      String confidence,
      double ours) {
    /** Ours per the paper's. */
    public double ratio() {
      return ours / paper;
    }
  }

  /**
   * How the two types compare on a model, without transfers.
   *
   * @param nvdS seconds per sample on the NVDLA-like type
   * @param shiS the same on the ShiDianNao-like type
   * @param bestS every layer on its faster type
   * @param preferringNvd share of the layers that are faster on the NVDLA-like type
   * @param gain the better type's time per {@code bestS}
   */
  public record Preference(
      String setting,
      int pes,
      String model,
      double nvdS,
      double shiS,
      double bestS,
      double preferringNvd,
      double gain) {}

  /**
   * From loaded workloads.
   *
   * @param models finds a model file by name ({@code gpt_l_paper120}, …)
   * @param scenarios finds a scenario by name ({@code sc6} to {@code sc10})
   */
  public CalibrationTable(
      Function<String, ModelFile> models, Function<String, Scenario> scenarios) {
    this.models = models;
    this.scenarios = scenarios;
  }

  /** Every anchor under a setting, in the order of {@code calibration.md}. */
  public List<Anchor> anchors(CalibrationSetting setting) {
    List<Anchor> anchors = new ArrayList<>();
    Rows rows = new Rows(anchors, setting.name(), CalibrationSetting.PES);
    datacenter(rows, costs(datacenterLists(), setting.hardware(CalibrationSetting.PES)));
    arVr(new Rows(anchors, setting.name(), CalibrationSetting.PES_SMALL), setting, true);
    return anchors;
  }

  /** The AR/VR ratios from the scenarios as they ship. */
  public List<Anchor> valid(CalibrationSetting setting) {
    List<Anchor> anchors = new ArrayList<>();
    arVr(new Rows(anchors, setting.name(), CalibrationSetting.PES_SMALL), setting, false);
    return anchors;
  }

  /** The preference pattern under a setting, model by model. */
  public List<Preference> preferences(CalibrationSetting setting) {
    List<Preference> preferences = new ArrayList<>();
    Map<Integer, Map<String, LayerList>> lists = new LinkedHashMap<>();
    lists.put(CalibrationSetting.PES, datacenterLists());
    lists.put(CalibrationSetting.PES_SMALL, arVrLists());
    lists.forEach(
        (pes, named) ->
            costs(named, setting.hardware(pes))
                .forEach(
                    (name, sums) ->
                        preferences.add(
                            new Preference(
                                setting.name(),
                                pes,
                                Objects.requireNonNull(named.get(name)).title(),
                                sums.nvd().seconds(),
                                sums.shi().seconds(),
                                sums.best().seconds(),
                                sums.preferringNvd(),
                                sums.gain()))));
    return preferences;
  }

  private static Map<String, Sums> costs(Map<String, LayerList> lists, CostHardware hardware) {
    Map<String, Sums> costs = new LinkedHashMap<>();
    lists.forEach((name, list) -> costs.put(name, list.sums(hardware)));
    return costs;
  }

  private Map<String, LayerList> datacenterLists() {
    Map<String, LayerList> lists = new LinkedHashMap<>();
    lists.put("bert", corrected("BERT-L 12x5", "bert_l_paper60"));
    lists.put("gpt", corrected("GPT-L 24x5", "gpt_l_paper120"));
    lists.put("bertBase", corrected("BERT-base 12x5", "bert_base_paper60"));
    lists.put("resnet66", corrected("ResNet-50 66", "resnet50_paper66"));
    lists.put("resnet70", corrected("ResNet-50 70", "resnet50"));
    lists.put("public", publicList("ResNet-50 public listing pooled FC", true));
    lists.put("publicLiteral", publicList("ResNet-50 public listing literal", false));
    lists.put("unet", corrected("U-Net stride-1 up", "unet_512"));
    lists.put(
        "unetInput",
        LayerList.onInputMap("U-Net up on input map", models.apply("unet_512").corrected()));
    lists.put("googlenet", corrected("GoogLeNet 58", "googlenet"));
    lists.put("figure2", corrected("figure 2 three layers", "motivational_resnet"));
    return lists;
  }

  private LayerList corrected(String title, String model) {
    return LayerList.of(title, models.apply(model).corrected());
  }

  private Map<String, LayerList> arVrLists() {
    Map<String, LayerList> lists = new LinkedHashMap<>();
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("d2go", "D2GO");
    titles.put("planercnn", "PlaneRCNN");
    titles.put("midas_small", "MiDaS");
    titles.put("emformer_em24l", "Emformer");
    titles.put("hrvit_b1", "HRViT");
    titles.put("hand_sp", "Hand");
    titles.put("eyecod_fbnetc", "EyeCod");
    titles.put("sp2dense", "Sp2Dense");
    titles.forEach(
        (name, title) ->
            lists.put(
                name,
                LayerList.asPrinted(title + " (literal list)", models.apply(name).literal())));
    return lists;
  }

  /**
   * ResNet-50 as the original tool's model file lists it; its classifier as it stands or pooled.
   */
  private static LayerList publicList(String title, boolean pooled) {
    List<Counted> layers = new ArrayList<>();
    for (String line : resource().lines().skip(1).toList()) {
      String[] field = line.split(",", -1);
      long[] n = new long[field.length];
      for (int i = 3; i < field.length; i++) {
        n[i] = Long.parseLong(field[i]);
      }
      boolean pool = pooled && field[0].startsWith("FC");
      MaestroLayer layer =
          pool
              ? MaestroLayer.convolution(LayerType.CONV, 1, 1, n[3], n[4], 1, 1, 1, 1, 1, 1)
              : MaestroLayer.convolution(
                  LayerType.valueOf(field[2]),
                  1,
                  1,
                  n[3],
                  n[4],
                  n[5],
                  n[6],
                  n[7],
                  n[8],
                  n[9],
                  n[9]);
      layers.add(new Counted(layer, Long.parseLong(field[1])));
    }
    return new LayerList(title, layers);
  }

  private static String resource() {
    try (InputStream in =
        Objects.requireNonNull(CalibrationTable.class.getResourceAsStream(PUBLIC_LIST))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Collects anchors of one setting and size. */
  private record Rows(List<Anchor> anchors, String setting, int pes) {
    void add(String item, String unit, double paper, String confidence, double ours) {
      anchors.add(new Anchor(setting, pes, item, unit, paper, false, confidence, ours));
    }

    void bound(String item, String unit, double paper, double ours) {
      anchors.add(new Anchor(setting, pes, item, unit, paper, true, "high", ours));
    }
  }

  private static void datacenter(Rows rows, Map<String, Sums> costs) {
    Function<String, Sums> of = name -> Objects.requireNonNull(costs.get(name));
    Sums bert = of.apply("bert");
    Sums gpt = of.apply("gpt");
    Sums unet = of.apply("unet");
    rows.add("NVD BERT-L per sample", "s", 0.118, "medium-high", bert.nvd().seconds());
    rows.add("NVD GPT-L", "s", 0.248, "medium-high", gpt.nvd().seconds());
    Map<String, String> resnets = new LinkedHashMap<>();
    resnets.put("resnet66", "(66-layer corrected list)");
    resnets.put("public", "(public listing, pooled FC)");
    resnets.put("publicLiteral", "(public listing, literal)");
    resnets.put("resnet70", "(true 70-layer)");
    resnets.forEach(
        (name, which) ->
            rows.add(
                "NVD ResNet-50 per sample " + which,
                "s",
                0.127,
                "high",
                of.apply(name).nvd().seconds()));
    rows.add("NVD U-Net (stride-1 up-convolutions)", "s", 7.94, "high", unet.nvd().seconds());
    rows.add(
        "NVD U-Net (up-convolutions on the input map)",
        "s",
        7.94,
        "high",
        of.apply("unetInput").nvd().seconds());
    rows.add("Shi BERT-L per sample", "s", 0.47, "medium", bert.shi().seconds());
    rows.add("Shi GPT-L", "s", 0.98, "medium", gpt.shi().seconds());
    resnets.forEach(
        (name, which) ->
            rows.add(
                "Shi ResNet-50 per sample " + which,
                "s",
                0.082,
                "high",
                of.apply(name).shi().seconds()));
    double longest =
        Math.max(
            unet.shi().seconds(),
            Math.max(GPT_SAMPLES * gpt.shi().seconds(), BERT_SAMPLES * bert.shi().seconds()));
    rows.add("Shi max of scenario 4 (8 GPT-L, 24 BERT-L, U-Net)", "s", 14.82, "low", longest);
    rows.bound("Shi U-Net (upper bound 7.98)", "s", 7.98, unet.shi().seconds());
    rows.add("best-of-both U-Net (Table VI ideal)", "s", 0.8, "low-medium", unet.best().seconds());
    Sums resnet = of.apply("resnet66");
    rows.add("ratio Shi/NVD BERT-L", "1", 4.0, "medium", bert.shi().cycles() / bert.nvd().cycles());
    rows.add(
        "ratio Shi/NVD ResNet-50",
        "1",
        0.647,
        "high",
        resnet.shi().cycles() / resnet.nvd().cycles());
    rows.bound("ratio Shi/NVD U-Net", "1", 1.0, unet.shi().cycles() / unet.nvd().cycles());
    figure2(rows, of.apply("figure2"));
    energies(rows, of.apply("public"), unet, gpt, bert);
  }

  /** Energy-delay products of three ResNet layers: on one type, on the other, spread. */
  private static void figure2(Rows rows, Sums sums) {
    String confidence = "medium";
    rows.add(
        "figure 2 A2/A1 EDP, L2 coefficient 18.61",
        "1",
        0.78,
        confidence,
        sums.nvd().toolEdp() / sums.shi().toolEdp());
    rows.add(
        "figure 2 A2/A1 EDP, L2 coefficient 6",
        "1",
        0.78,
        confidence,
        sums.nvd().edp() / sums.shi().edp());
    rows.add(
        "figure 2 A3/A1 EDP, L2 coefficient 6",
        "1",
        0.52,
        confidence,
        sums.spread().edp() / sums.shi().edp());
  }

  private static void energies(Rows rows, Sums resnet, Sums unet, Sums gpt, Sums bert) {
    double milli = 1e3;
    for (boolean tool : List.of(true, false)) {
      String l2 = tool ? ", L2 18.61" : ", L2 6";
      Function<LayerList.Cost, Double> joules = cost -> tool ? cost.toolJoules() : cost.joules();
      rows.add(
          "NVD energy ResNet-50 (public listing, pooled FC)" + l2,
          "mJ",
          5.4,
          "high",
          milli * joules.apply(resnet.nvd()));
      rows.add(
          "NVD energy U-Net (stride-1)" + l2, "J", 0.379, "medium-high", joules.apply(unet.nvd()));
      rows.add(
          "Shi energy ResNet-50 (public listing, pooled FC)" + l2,
          "mJ",
          13.73,
          "high",
          milli * joules.apply(resnet.shi()));
      rows.add(
          "Shi energy U-Net (stride-1)" + l2, "J", 0.508, "medium-high", joules.apply(unet.shi()));
      rows.add(
          "NVD energy GPT-L + 3 BERT-L" + l2,
          "J",
          0.0209,
          "high",
          joules.apply(gpt.nvd()) + 3 * joules.apply(bert.nvd()));
      rows.add(
          "Shi energy GPT-L + 3 BERT-L" + l2,
          "J",
          0.0201,
          "high",
          joules.apply(gpt.shi()) + 3 * joules.apply(bert.shi()));
    }
  }

  /** What the paper's table V says about one of the scenarios 6 to 10: Shi per NVD. */
  private record TableFive(double latency, double energy) {}

  private static TableFive tableFive(int scenario) {
    return switch (scenario) {
      case 6 -> new TableFive(1.7, 1.365);
      case 7 -> new TableFive(1.7, 1.329);
      case 8 -> new TableFive(0.96, 1.271);
      case 9 -> new TableFive(0.36, 1.25);
      default -> new TableFive(1.24, 1.379);
    };
  }

  private void arVr(Rows rows, CalibrationSetting setting, boolean asPrinted) {
    CostHardware hardware = setting.hardware(CalibrationSetting.PES_SMALL);
    Map<String, Sums> known = new LinkedHashMap<>();
    for (int number : AR_VR) {
      double[] latency = new double[2];
      double[] tool = new double[2];
      double[] energy = new double[2];
      for (ScenarioModel member : scenarios.apply("sc" + number).models()) {
        String name = member.model().name();
        Sums sums = known.get(name);
        if (sums == null) {
          LayerList list =
              asPrinted
                  ? LayerList.asPrinted(name, member.model())
                  : LayerList.of(name, member.model());
          sums = list.sums(hardware);
          known.put(name, sums);
        }
        List<LayerList.Cost> types = List.of(sums.nvd(), sums.shi());
        for (int type = 0; type < types.size(); type++) {
          LayerList.Cost cost = types.get(type);
          latency[type] = Math.max(latency[type], member.batch() * cost.cycles());
          tool[type] += member.batch() * cost.toolEnergy();
          energy[type] += member.batch() * cost.energy();
        }
      }
      TableFive paper = tableFive(number);
      String sc = "sc" + number;
      String types = " Stand.(Shi)/Stand.(NVD)";
      rows.add(sc + " latency" + types, "1", paper.latency(), "high", latency[1] / latency[0]);
      rows.add(
          sc + " energy" + types + ", L2 18.61", "1", paper.energy(), "high", tool[1] / tool[0]);
      rows.add(
          sc + " energy" + types + ", L2 6", "1", paper.energy(), "high", energy[1] / energy[0]);
    }
  }
}
