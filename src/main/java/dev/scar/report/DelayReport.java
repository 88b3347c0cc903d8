package dev.scar.report;

import dev.scar.plan.Flow;
import dev.scar.plan.Resource;
import dev.scar.plan.Stage;
import dev.scar.sim.FlowProgram;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import dev.scar.sim.WindowReplay;
import dev.scar.units.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where transfers' time goes: serialisation, hops, DRAM, and waiting, at which resource and behind
 * which other flow.
 *
 * <p>The first three make up what the prediction knows; the waits are δ and add up to it exactly.
 */
public final class DelayReport {
  private final ReplayComparison comparison;
  private final List<ModelSplit> models = new ArrayList<>();
  private final List<Pair> pairs;

  /**
   * A model's transfers, summed.
   *
   * @param serialisationPs time of the bytes at the slowest resource of each path
   * @param hopsPs latency of links
   * @param dramPs latency of DRAMs
   * @param waitPs contention delay
   */
  public record ModelSplit(
      String model,
      long transfers,
      long bytes,
      long serialisationPs,
      long hopsPs,
      long dramPs,
      long waitPs) {}

  /** How long the transfers of one flow waited at a resource behind those of another. */
  public record Pair(String waiting, String resource, String behind, long times, long waitPs) {}

  private DelayReport(ReplayComparison comparison) {
    this.comparison = comparison;
    Map<String, Pair> byPair = new TreeMap<>();
    long[][] sums =
        new long[comparison.prediction().plan().schedule().scenario().models().size()][6];
    for (WindowReplay window : comparison.replay().windows()) {
      for (StageRun run : window.stages()) {
        long[] sum = sums[run.program().stage().model()];
        for (Transfer transfer : run.transfers()) {
          add(transfer, sum);
          pairs(transfer, byPair);
        }
      }
    }
    for (int m = 0; m < sums.length; m++) {
      long[] s = sums[m];
      models.add(
          new ModelSplit(
              comparison.prediction().plan().schedule().scenario().models().get(m).id(),
              s[0],
              s[1],
              s[2],
              s[3],
              s[4],
              s[5]));
    }
    pairs =
        byPair.values().stream()
            .sorted(
                Comparator.comparingLong(Pair::waitPs)
                    .reversed()
                    .thenComparing(Pair::waiting)
                    .thenComparing(Pair::resource)
                    .thenComparing(Pair::behind))
            .toList();
  }

  /** Splits the delays of a run. */
  public static DelayReport of(ReplayComparison comparison) {
    return new DelayReport(comparison);
  }

  private static void add(Transfer transfer, long[] sum) {
    TransferSplit split = TransferSplit.of(transfer);
    sum[0]++;
    sum[1] += transfer.sizeBytes();
    sum[2] += split.serialisationPs();
    sum[3] += split.hopsPs();
    sum[4] += split.dramPs();
    sum[5] += split.waitPs();
  }

  private void pairs(Transfer transfer, Map<String, Pair> byPair) {
    List<Resource> resources = transfer.program().flow().path().resources();
    for (int p = 0; p < resources.size(); p++) {
      long wait = transfer.waitPs(p);
      if (wait > 0) {
        String waiting = label(transfer.program());
        String resource = resources.get(p).name();
        String other =
            transfer.behind(p).map(this::label).orElse("its own packets, held up before");
        byPair.merge(
            waiting + '\n' + resource + '\n' + other,
            new Pair(waiting, resource, other, 1, wait),
            (a, b) ->
                new Pair(
                    a.waiting(),
                    a.resource(),
                    a.behind(),
                    a.times() + b.times(),
                    a.waitPs() + b.waitPs()));
      }
    }
  }

  /** What a transfer's flow moves. */
  String label(FlowProgram program) {
    Flow flow = program.flow();
    List<Stage> stages = comparison.prediction().plan().windows().get(program.window()).stages();
    Stage stage = stages.get(flow.stage());
    String model =
        comparison.prediction().plan().schedule().scenario().models().get(stage.model()).id();
    return switch (flow.kind()) {
      case LOAD -> "W%d %s: load of chiplet %d".formatted(program.window(), model, stage.chiplet());
      case STORE ->
          "W%d %s: store of chiplet %d".formatted(program.window(), model, stage.chiplet());
      case SEND ->
          "W%d %s: chiplet %d to %d"
              .formatted(
                  program.window(),
                  model,
                  stage.chiplet(),
                  stages.get(flow.consumerStage()).chiplet());
    };
  }

  /** By model, in the scenario's order. */
  public List<ModelSplit> models() {
    return List.copyOf(models);
  }

  /** Waiting pairs, the longest wait first. */
  public List<Pair> pairs() {
    return pairs;
  }

  /** The first few waiting pairs and the split by model, as text; empty if nothing waited. */
  public String text(int most) {
    StringBuilder text = new StringBuilder();
    TextTable split =
        new TextTable(
            "transfers of",
            ">number",
            ">bytes",
            ">serialisation",
            ">hops",
            ">DRAM latency",
            ">waiting δ");
    for (ModelSplit model : models) {
      split.row(
          model.model(),
          model.transfers(),
          Quantity.SIZE.format(model.bytes()),
          Quantity.TIME.format(model.serialisationPs()),
          Quantity.TIME.format(model.hopsPs()),
          Quantity.TIME.format(model.dramPs()),
          Quantity.TIME.format(model.waitPs()));
    }
    text.append(split);
    if (!pairs.isEmpty()) {
      TextTable table = new TextTable("waiting", "at", "behind", ">times", ">waited");
      for (Pair pair : pairs.subList(0, Math.min(most, pairs.size()))) {
        table.row(
            pair.waiting(),
            pair.resource(),
            pair.behind(),
            pair.times(),
            Quantity.TIME.format(pair.waitPs()));
      }
      text.append('\n').append(table);
    }
    return text.toString();
  }
}
