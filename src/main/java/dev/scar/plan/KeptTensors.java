package dev.scar.plan;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.Window;
import dev.scar.workload.Scenario;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which tensors stay in L2 between the segments of a chiplet in a window ({@code model.md#order}).
 *
 * <p>A tensor that a later segment of its chiplet reads stays if its whole batch fits beside the
 * rest: at every segment from the one that makes it to the last one that reads it, the weights that
 * stay there, a mini-batch (of the named size, else of one sample; two where execution overlaps),
 * and the tensors that stay already. Tensors are tried in the order in which they are made. Those
 * that do not fit are stored and loaded.
 *
 * <p><b>Decision.</b> Mini-batches that nobody named are chosen after that, from the room that is
 * left: a tensor that stays saves DRAM its bytes twice, a larger mini-batch at most the start of a
 * pipeline or a load of streamed weights. <b>Cost:</b> O(tensors between segments · segments of a
 * chiplet).
 */
final class KeptTensors {
  private final Map<Segment, List<Integer>> layers = new HashMap<>();
  private final Map<Segment, Long> bytes = new HashMap<>();
  private final Map<Segment, Long> handed = new HashMap<>();

  private KeptTensors() {}

  /** What stays in a window. */
  static KeptTensors of(
      Scenario scenario, ChipletPackage chipletPackage, ExecutionPolicy policy, Window window) {
    KeptTensors kept = new KeptTensors();
    if (window.sharesChiplets()) {
      Map<Segment, Rest> rests = new HashMap<>();
      for (int m = 0; m < scenario.models().size(); m++) {
        ScenarioModel model = scenario.models().get(m);
        List<Segment> segments = window.segmentsOf(m);
        if (!segments.isEmpty()) {
          Cut cut = Cut.of(model, segments, false);
          for (int k = 0; k < segments.size(); k++) {
            Chiplet on = chipletPackage.chipletAt(segments.get(k).chiplet()).orElseThrow();
            rests.put(segments.get(k), rest(policy, cut, segments, k, on.type().l2Bytes()));
          }
        }
      }
      window.turns().forEach(turns -> kept.keep(turns, turns.stream().map(rests::get).toList()));
    }
    return kept;
  }

  /**
   * A segment by itself.
   *
   * @param roomBytes what it leaves of L2
   * @param handed what later segments of its chiplet read, by layer
   */
  private record Rest(long roomBytes, List<Handed> handed) {}

  /** The whole batch of a tensor, and the last segment that reads it there. */
  private record Handed(int layer, long sizeBytes, Segment last) {}

  private static Rest rest(
      ExecutionPolicy policy, Cut cut, List<Segment> segments, int k, long l2Bytes) {
    ScenarioModel model = cut.model();
    long copies = policy.execution() == Execution.OVERLAPPED ? 2 : 1;
    long sample = Math.multiplyExact(cut.activationBytes(k), copies);
    Fit fit = Fit.of(policy.weights(), cut.weightBytes(k), sample, l2Bytes);
    long weights = fit.resident() ? cut.weightBytes(k) : 0;
    long miniBatch = Math.multiplyExact(sample, (long) policy.miniBatch(model, 1));
    Map<Integer, Segment> lasts = new HashMap<>();
    for (Cut.Send send : cut.sends(k)) {
      Segment reader = segments.get(send.toStage());
      if (reader.chiplet() == segments.get(k).chiplet()) {
        lasts.merge(send.layer(), reader, (a, b) -> a.order() > b.order() ? a : b);
      }
    }
    List<Handed> handed = new ArrayList<>();
    lasts.forEach(
        (layer, last) ->
            handed.add(
                new Handed(
                    layer,
                    Math.multiplyExact(model.outputBytes(layer), (long) model.batch()),
                    last)));
    handed.sort((a, b) -> Integer.compare(a.layer(), b.layer()));
    return new Rest(l2Bytes - Math.addExact(weights, miniBatch), handed);
  }

  private void keep(List<Segment> turns, List<Rest> rests) {
    long[] held = new long[turns.size()];
    long[] handedOn = new long[turns.size()];
    for (int from = 0; from < held.length; from++) {
      List<Integer> stay = new ArrayList<>();
      for (Handed tensor : rests.get(from).handed()) {
        int to = turns.indexOf(tensor.last());
        boolean fits = true;
        for (int j = from; j <= to; j++) {
          fits &= tensor.sizeBytes() <= rests.get(j).roomBytes() - held[j];
        }
        if (fits) {
          stay.add(tensor.layer());
          for (int j = from; j <= to; j++) {
            held[j] += tensor.sizeBytes();
            handedOn[j] += j < to ? tensor.sizeBytes() : 0;
          }
        }
      }
      layers.put(turns.get(from), stay);
    }
    for (int j = 0; j < held.length; j++) {
      bytes.put(turns.get(j), held[j]);
      handed.put(turns.get(j), handedOn[j]);
    }
  }

  /** Seen from a segment. */
  Kept of(Segment segment) {
    return new Kept(
        layers.getOrDefault(segment, List.of()),
        bytes.getOrDefault(segment, 0L),
        handed.getOrDefault(segment, 0L));
  }
}
