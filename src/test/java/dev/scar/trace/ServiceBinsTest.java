package dev.scar.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.fixtures.Packages;
import dev.scar.fixtures.RandomScenes;
import dev.scar.fixtures.Sampled;
import dev.scar.fixtures.Scenes;
import dev.scar.plan.Flow;
import dev.scar.plan.Plan;
import dev.scar.sim.ResourceUse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What resources did over time, against the log of packets. */
class ServiceBinsTest {
  private static final int CASES = Sampled.costly(40);

  private record Key(int component, int window, int flow, int miniBatch) {}

  private static Plan plan(RandomScenes scenes, long seed) {
    Plan plan = scenes.plan();
    return seed % 3 == 0 ? plan.withoutBarrier() : plan;
  }

  @Test
  void noBinIsBusierThanItIsWideAndTheyAddUpToTheRun() {
    int full = 0;
    for (long seed = 900; seed < 900 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = plan(scenes, seed);
      TracedReplay replay = TracedReplay.of(plan, scenes.packetBytes(), LogDetail.TRANSFERS);
      Map<String, Long> busy = new HashMap<>();
      for (Map.Entry<Integer, ServiceBins> one : replay.result().service().entrySet()) {
        ServiceBins bins = one.getValue();
        long sum = 0;
        for (int bin = 0; bin < ServiceBins.BINS; bin++) {
          assertThat(bins.busyPs(bin)).as("seed %d", seed).isBetween(0L, bins.widthPs());
          full += bins.busyPs(bin) == bins.widthPs() ? 1 : 0;
          sum += bins.busyPs(bin);
        }
        busy.put(replay.labels().component(one.getKey()), sum);
      }
      for (ResourceUse use : replay.result().resources()) {
        if (!use.resource().name().startsWith("inject")) {
          assertThat(busy.getOrDefault(use.resource().name(), 0L))
              .as("seed %d %s", seed, use.resource().name())
              .isEqualTo(use.busyPs());
        }
      }
    }
    assertThat(full).as("bins that are full").isPositive();
  }

  @Test
  void theyAreWhatTheLogOfPacketsSaysAtAnyDetail() {
    long waited = 0;
    for (long seed = 1000; seed < 1000 + CASES; seed++) {
      RandomScenes scenes = new RandomScenes(seed);
      Plan plan = plan(scenes, seed);
      long packetBytes = scenes.packetBytes();
      TracedReplay packets = TracedReplay.of(plan, packetBytes, LogDetail.PACKETS);
      TracedReplay transfers = TracedReplay.of(plan, packetBytes, LogDetail.TRANSFERS);
      assertThat(transfers.result().service().keySet())
          .isEqualTo(packets.result().service().keySet());
      for (Map.Entry<Integer, ServiceBins> one : packets.result().service().entrySet()) {
        ServiceBins bins = one.getValue();
        ServiceBins other = transfers.result().service().get(one.getKey());
        double[] busy = new double[ServiceBins.BINS];
        double[] waiting = new double[ServiceBins.BINS];
        oracle(packets, one.getKey(), bins.widthPs(), busy, waiting);
        for (int bin = 0; bin < ServiceBins.BINS; bin++) {
          String what =
              "seed %d %s %d".formatted(seed, packets.labels().component(one.getKey()), bin);
          assertThat((double) bins.busyPs(bin)).as(what).isEqualTo(busy[bin]);
          assertThat((double) bins.waitingPs(bin)).as(what).isEqualTo(waiting[bin]);
          assertThat(other.busyPs(bin)).as(what).isEqualTo(bins.busyPs(bin));
          assertThat(other.waitingPs(bin)).as(what).isEqualTo(bins.waitingPs(bin));
          waited += bins.waitingPs(bin);
        }
      }
    }
    assertThat(waited).isPositive();
  }

  /** From records of packets alone; a load asks its DRAM one latency after its release. */
  private static void oracle(
      TracedReplay replay, int component, long width, double[] busy, double[] waiting) {
    Map<Key, Long> released = new HashMap<>();
    Map<Key, Long> through = new HashMap<>();
    Map<String, Long> started = new HashMap<>();
    for (LogRecord r : replay.log()) {
      Key transfer = new Key(-1, r.window(), r.flow(), r.miniBatch());
      if (r.kind() == LogRecord.Kind.RELEASE) {
        released.put(transfer, r.startPs());
      } else if (r.kind() == LogRecord.Kind.SERVE) {
        Flow flow = replay.result().plan().windows().get(r.window()).flows().get(r.flow());
        String name = replay.labels().component(r.component());
        String packet = transfer + " " + r.packet() + " ";
        started.put(packet + name, r.startPs());
        if (r.component() == component) {
          Key here = new Key(component, r.window(), r.flow(), r.miniBatch());
          String before = replay.labels().before(r.window(), r.flow(), component);
          long there = r.timePs();
          if (flow.kind() == Flow.Kind.LOAD && before.isEmpty()) {
            there = released.get(transfer) + Packages.DRAM_PS;
          } else if (name.startsWith("dram")) {
            Long previous = started.get(packet + before);
            there =
                Packages.DRAM_PS
                    + (previous != null
                        ? previous
                        : released.get(transfer) + injectionPs(flow, replay, r));
          }
          add(waiting, width, Math.max(there, through.getOrDefault(here, 0L)), r.startPs());
          add(busy, width, r.endPs() - r.busyPs(), r.endPs());
          through.put(here, r.endPs());
        }
      }
    }
  }

  /** When the injection port begins with a packet, after the release. */
  private static long injectionPs(Flow flow, TracedReplay replay, LogRecord r) {
    long first = replay.labels().sizeBytes(r.window(), r.flow(), r.miniBatch(), 0);
    return flow.path().resources().get(0).bandwidth().transferPs(first * r.packet());
  }

  private static void add(double[] bins, long width, long from, long to) {
    for (long at = from; at < to; ) {
      int bin = Math.toIntExact(at / width);
      long next = Math.min(to, (bin + 1) * width);
      bins[bin] += next - at;
      at = next;
    }
  }

  /**
   * Case {@code replay-rules.md#case-5}: of two transfers at link 1→3 one waits 40 960 ps, the
   * other 81 920.
   */
  @Test
  void theQueueOfTheWorkedCaseIsTheKnownOne() {
    TracedReplay replay = TracedReplay.of(Scenes.rotatingTies(), 4096, LogDetail.TRANSFERS);
    ServiceBins bins = replay.result().service().get(2);
    assertThat(replay.labels().component(2)).isEqualTo("link 1>3");
    assertThat(IntStream.range(0, ServiceBins.BINS).mapToLong(bins::waitingPs).sum())
        .isEqualTo(40_960 + 81_920);
    assertThat(IntStream.range(0, ServiceBins.BINS).mapToLong(bins::busyPs).sum())
        .isEqualTo(163_840);
    assertThat(bins.widthPs()).isEqualTo(2048);
    assertThat(List.of(bins.busyPs(33), bins.busyPs(34), bins.busyPs(35), bins.busyPs(114)))
        .containsExactly(0L, 71_680 - 70_000L, 2048L, 233_840 - 233_472L);
    assertThat(List.of(bins.waitingPs(34), bins.waitingPs(93), bins.waitingPs(95)))
        .containsExactly(71_680 - 70_000L, 2048L, 0L);
  }
}
