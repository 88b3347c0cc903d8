package dev.scar.report;

import dev.scar.plan.Resource;
import dev.scar.sim.FlowProgram;
import dev.scar.sim.Pause;
import dev.scar.sim.Transfer;
import dev.scar.sim.Wait;
import dev.scar.units.ExactSum;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where transfers' time goes: serialisation, hops, DRAM, and waiting, at which resource and behind
 * which other flow.
 *
 * <p>The first three make up what the prediction knows; what remains of the waits is δ and adds up
 * to it exactly. Sums are exact however large.
 */
public final class DelayReport {
  private static final String NOBODY = "nobody: it was held back";
  private static final Table<ModelSplit> SPLITS =
      Table.of(
          Column.text("transfers of", ModelSplit::model),
          Column.count("number", ModelSplit::transfers),
          Column.size("bytes", ModelSplit::bytes),
          Column.time("serialisation", ModelSplit::serialisationPs),
          Column.time("hops", ModelSplit::hopsPs),
          Column.time("DRAM latency", ModelSplit::dramPs),
          Column.time("waiting δ", ModelSplit::waitPs));
  private final PlanLabels labels;
  private final List<ModelSplit> models = new ArrayList<>();
  private final ExactSum[] waits;
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
      BigInteger bytes,
      BigInteger serialisationPs,
      BigInteger hopsPs,
      BigInteger dramPs,
      BigInteger waitPs) {}

  /**
   * How long the transfers of one flow waited at a resource behind those of another.
   *
   * @param waitPs what of that remained in their arrivals
   * @param grossPs all of it
   */
  public record Pair(
      String waiting,
      String resource,
      String behind,
      long times,
      BigInteger waitPs,
      BigInteger grossPs) {}

  private record PairKey(String waiting, String resource, String behind) {}

  private static final class Sums {
    private final ExactSum bytes = new ExactSum();
    private final ExactSum serialisationPs = new ExactSum();
    private final ExactSum hopsPs = new ExactSum();
    private final ExactSum dramPs = new ExactSum();
    private final ExactSum waitPs = new ExactSum();
    private final ExactSum grossPs = new ExactSum();
    private long count;

    void add(Transfer transfer) {
      TransferSplit split = TransferSplit.of(transfer);
      count++;
      bytes.add(transfer.sizeBytes());
      serialisationPs.add(split.serialisationPs());
      hopsPs.add(split.hopsPs());
      dramPs.add(split.dramPs());
      waitPs.add(split.waitPs());
    }

    void waited(Wait wait) {
      count++;
      waitPs.add(wait.remainingPs());
      grossPs.add(wait.grossPs());
    }

    ModelSplit of(String model) {
      return new ModelSplit(
          model,
          count,
          bytes.value(),
          serialisationPs.value(),
          hopsPs.value(),
          dramPs.value(),
          waitPs.value());
    }
  }

  DelayReport(RunReport run) {
    this.labels = run.labels();
    this.waits =
        Stream.generate(ExactSum::new)
            .limit(run.replay().resources().size())
            .toArray(ExactSum[]::new);
    List<Sums> sums = run.models().stream().map(model -> new Sums()).toList();
    Map<PairKey, Sums> byPair =
        new TreeMap<>(
            Comparator.comparing(PairKey::waiting)
                .thenComparing(PairKey::resource)
                .thenComparing(PairKey::behind));
    run.transfers()
        .forEach(
            transfer -> {
              int model = model(run, transfer);
              sums.get(model).add(transfer);
              waits(transfer, byPair);
            });
    for (int m = 0; m < sums.size(); m++) {
      models.add(sums.get(m).of(run.models().get(m).id()));
    }
    pairs =
        byPair.entrySet().stream()
            .map(pair -> pair(pair.getKey(), pair.getValue()))
            .sorted(Comparator.comparing(Pair::waitPs).reversed())
            .toList();
  }

  private static int model(RunReport run, Transfer transfer) {
    FlowProgram program = transfer.program();
    return run.plan().windows().get(program.window()).stages().get(program.flow().stage()).model();
  }

  private static Pair pair(PairKey key, Sums sums) {
    return new Pair(
        key.waiting(),
        key.resource(),
        key.behind(),
        sums.count,
        sums.waitPs.value(),
        sums.grossPs.value());
  }

  private void waits(Transfer transfer, Map<PairKey, Sums> byPair) {
    List<Resource> resources = transfer.program().flow().path().resources();
    for (Wait wait : transfer.waits()) {
      Resource at = resources.get(wait.position());
      waits[at.ordinal()].add(wait.remainingPs());
      PairKey key = new PairKey(label(transfer.program()), at.name(), behind(wait));
      byPair.computeIfAbsent(key, k -> new Sums()).waited(wait);
    }
  }

  /** Whom a transfer waited behind. */
  String behind(Wait wait) {
    return wait.other().map(this::label).or(() -> wait.pause().map(Pause::word)).orElse(NOBODY);
  }

  /** What a transfer's flow moves, and in which window. */
  String label(FlowProgram program) {
    return "W" + program.window() + " " + labels.flow(program).name();
  }

  /** By model, in the scenario's order. */
  public List<ModelSplit> models() {
    return List.copyOf(models);
  }

  /** Waiting pairs, the longest wait first. */
  public List<Pair> pairs() {
    return pairs;
  }

  /** At most so many waiting pairs, those that waited longest. */
  List<Pair> pairs(int most) {
    return pairs.subList(0, Math.min(most, pairs.size()));
  }

  /** What remains of waits at a resource, summed over the transfers. */
  BigInteger waitedAt(Resource resource) {
    return waits[resource.ordinal()].value();
  }

  /** The split by model, as text. */
  public String text() {
    return SPLITS.text(models);
  }
}
