package dev.scar.report.laws;

import dev.scar.plan.Flow;
import dev.scar.plan.Stage;
import dev.scar.plan.StoredInput;
import dev.scar.schedule.Execution;
import dev.scar.schedule.ExecutionPolicy;
import dev.scar.schedule.Segment;
import dev.scar.schedule.WeightPolicy;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import dev.scar.sim.WindowReplay;
import dev.scar.workload.Model;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The bytes that were moved beside those that the model's tensors have, segment by segment; and
 * that nothing is read before it was written.
 */
final class ByteLaws {
  private final Evidence evidence;
  private final Ends ends;
  private final Tally loaded =
      new Tally(
          "loadsWhatItNeeds",
          "a segment loads what it reads of the model's inputs and earlier windows once, and of what"
              + " its chiplet does not keep; its weights once or with every mini-batch");
  private final Tally sent =
      new Tally(
          "sendsWhatIsRead",
          "a segment sends each tensor once to each segment of another chiplet that reads it");
  private final Tally stored =
      new Tally(
          "storesWhatLeaves",
          "a segment stores what later windows read, the model returns, or its chiplet reads later"
              + " and does not keep");
  private final Tally back =
      new Tally("spillsComeBack", "what is spilled is loaded again, to the byte");
  private final Tally dram =
      new Tally(
          "dramBytes",
          "DRAM reads hold weights and inputs at least once, writes the outputs of every sample");
  private final Tally order =
      new Tally("storedBeforeLoaded", "nothing is loaded before it is stored");
  private final Map<Integer, long[]> dramBytes = new TreeMap<>();

  private ByteLaws(Evidence evidence, Ends ends) {
    this.evidence = evidence;
    this.ends = ends;
  }

  static List<Physics.Law> check(Evidence evidence, Ends ends) {
    ByteLaws laws = new ByteLaws(evidence, ends);
    evidence.stages(laws::check);
    laws.totals();
    return List.of(
        laws.loaded.law(),
        laws.sent.law(),
        laws.stored.law(),
        laws.back.law(),
        laws.dram.law(),
        laws.order.law());
  }

  private void check(WindowReplay window, StageRun run) {
    Stage stage = evidence.stage(run);
    long loads = 0;
    long stored = 0;
    long spilled = 0;
    long refilled = 0;
    Map<Integer, Long> sends = new TreeMap<>();
    for (Transfer transfer : run.transfers()) {
      Flow flow = transfer.program().flow();
      switch (flow.kind()) {
        case PREFETCH -> {
          // Counts for the stage whose weights they are.
        }
        case LOAD -> loads = Math.addExact(loads, transfer.sizeBytes());
        case SPILL -> spilled = Math.addExact(spilled, transfer.sizeBytes());
        case REFILL -> refilled = Math.addExact(refilled, transfer.sizeBytes());
        case STORE -> stored = Math.addExact(stored, transfer.sizeBytes());
        case SEND -> sends.merge(flow.consumerStage(), transfer.sizeBytes(), Math::addExact);
      }
    }
    loads = Math.addExact(loads, Stays.prefetchedBytes(evidence, window.index(), stage));
    long[] sums = dramBytes.computeIfAbsent(stage.model(), m -> new long[2]);
    sums[0] = Math.addExact(sums[0], loads);
    sums[1] = Math.addExact(sums[1], stored);
    Need need = new Need(window, stage);
    loaded.check(need.isLoad(loads) && Stays.fits(evidence, window.index(), stage));
    this.stored.check(stored == need.storeBytes());
    back.check(spilled == refilled);
    sent.check(sends.equals(need.sendBytes()));
    List<StoredInput> read = need.outside(window.index());
    for (Transfer transfer : run.transfers()) {
      if (transfer.program().flow().kind() == Flow.Kind.LOAD) {
        long samples = Math.min(stage.batch(), (transfer.miniBatch() + 1L) * stage.miniBatch());
        order.check(read.stream().allMatch(i -> transfer.releasePs() >= ends.storedPs(i, samples)));
      }
    }
  }

  private void totals() {
    List<ScenarioModel> models = evidence.plan().schedule().scenario().models();
    for (int m = 0; m < models.size(); m++) {
      ScenarioModel model = models.get(m);
      long reads = 0;
      long writes = 0;
      for (int l = 0; l < model.model().layers().size(); l++) {
        long given = Math.multiplyExact(model.givenBytes(l), (long) model.batch());
        reads = Math.addExact(reads, Math.addExact(model.weightBytes(l), given));
        if (model.model().isOutput(l)) {
          writes =
              Math.addExact(writes, Math.multiplyExact(model.outputBytes(l), (long) model.batch()));
        }
      }
      long[] sums = dramBytes.getOrDefault(m, new long[2]);
      dram.check(sums[0] >= reads);
      dram.check(sums[1] >= writes);
    }
  }

  /** What a segment has to move, found in its model's tensors. */
  private final class Need {
    private final Stage stage;
    private final Segment segment;
    private final ScenarioModel model;
    private final Model layers;
    private final List<Stage> peers;
    private final int windowFirst;
    private final int windowEnd;

    Need(WindowReplay window, Stage stage) {
      this.stage = stage;
      this.segment = stage.segment();
      this.model = evidence.model(segment);
      this.layers = model.model();
      this.peers =
          evidence.plan().windows().get(window.index()).stages().stream()
              .filter(s -> s.model() == stage.model())
              .toList();
      this.windowFirst = peers.stream().mapToInt(s -> s.segment().firstLayer()).min().orElseThrow();
      this.windowEnd = peers.stream().mapToInt(s -> s.segment().endLayer()).max().orElseThrow();
    }

    /** Tensors of earlier windows that it reads. */
    TreeSet<Integer> outside() {
      TreeSet<Integer> outside = new TreeSet<>();
      for (int l = segment.firstLayer(); l < segment.endLayer(); l++) {
        layers.layer(l).producers().stream().filter(p -> p < windowFirst).forEach(outside::add);
      }
      return outside;
    }

    /** Tensors that a stage of the same chiplet makes and does not leave in L2 for this one. */
    private List<Integer> stored(Stage from, Stage to) {
      List<Integer> stored = new ArrayList<>();
      for (int l = from.segment().firstLayer(); l < from.segment().endLayer(); l++) {
        boolean read = layers.consumers(l).stream().anyMatch(to.segment()::contains);
        if (Stays.isLater(to, from) && read && !from.kept().layers().contains(l)) {
          stored.add(l);
        }
      }
      return stored;
    }

    /** The stages of earlier windows that make these. */
    List<StoredInput> outside(int window) {
      TreeSet<Integer> tensors = outside();
      return evidence.plan().windows().subList(0, window).stream()
          .flatMap(
              earlier ->
                  earlier.stages().stream()
                      .filter(s -> s.model() == stage.model())
                      .filter(s -> tensors.stream().anyMatch(s.segment()::contains))
                      .map(s -> new StoredInput(earlier.index(), s)))
          .toList();
    }

    boolean isLoad(long bytes) {
      long weights = 0;
      long perSample = 0;
      long all = 0;
      for (int l = segment.firstLayer(); l < segment.endLayer(); l++) {
        weights = Math.addExact(weights, model.weightBytes(l));
        perSample = Math.addExact(perSample, model.givenBytes(l));
        all = Math.addExact(all, model.outputBytes(l));
        for (int producer : layers.layer(l).producers()) {
          all = Math.addExact(all, model.outputBytes(producer));
        }
      }
      for (int tensor : outside()) {
        perSample = Math.addExact(perSample, readBytes(tensor, segment));
      }
      for (Stage peer : peers) {
        for (int tensor : stored(peer, stage)) {
          perSample = Math.addExact(perSample, readBytes(tensor, segment));
        }
      }
      // Overlapped, L2 holds two mini-batches.
      ExecutionPolicy policy = evidence.plan().schedule().policy();
      long held = policy.execution() == Execution.OVERLAPPED ? 2 : 1;
      all = Math.addExact(Math.multiplyExact(held, Math.addExact(all, perSample)), weights);
      all = Math.addExact(all, stage.kept().bytes());
      long activations = Math.multiplyExact(perSample, (long) stage.batch());
      long once = Math.addExact(activations, weights);
      long again = Math.multiplyExact(weights, (long) stage.miniBatches());
      long everyTime = Math.addExact(activations, again);
      long l2 = evidence.type(segment).l2Bytes();
      boolean fits = policy.weights() == WeightPolicy.AUTO && all <= l2;
      boolean mustStay = policy.weights() == WeightPolicy.RESIDENT || fits;
      boolean tooLarge = policy.weights() == WeightPolicy.AUTO && weights > l2;
      boolean mustStream = policy.weights() == WeightPolicy.STREAMED || tooLarge;
      return (bytes == once && !mustStream) || (bytes == everyTime && !mustStay);
    }

    /** Of a tensor, what the layers of a segment read. */
    private long readBytes(int tensor, Segment reading) {
      return model.readBytes(tensor, reading.firstLayer(), reading.endLayer());
    }

    long storeBytes() {
      long bytes = 0;
      for (int l = segment.firstLayer(); l < segment.endLayer(); l++) {
        List<Integer> readers = layers.consumers(l);
        int tensor = l;
        if (layers.isOutput(l)
            || readers.stream().anyMatch(r -> r >= windowEnd)
            || peers.stream().anyMatch(peer -> stored(stage, peer).contains(tensor))) {
          bytes = Math.addExact(bytes, model.outputBytes(l));
        }
      }
      return Math.multiplyExact(bytes, (long) stage.batch());
    }

    /** By consuming stage; no entry where nothing is sent. */
    Map<Integer, Long> sendBytes() {
      Map<Integer, Long> sends = new TreeMap<>();
      for (Stage peer : peers) {
        if (peer.chiplet() == stage.chiplet()) {
          continue;
        }
        long bytes = 0;
        for (int l = segment.firstLayer(); l < segment.endLayer(); l++) {
          if (layers.consumers(l).stream().anyMatch(peer.segment()::contains)) {
            bytes = Math.addExact(bytes, readBytes(l, peer.segment()));
          }
        }
        if (bytes > 0) {
          sends.put(peer.ordinal(), Math.multiplyExact(bytes, (long) stage.batch()));
        }
      }
      return sends;
    }
  }
}
