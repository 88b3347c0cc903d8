package dev.scar.sim;

import static dev.scar.sim.ByHand.link;
import static dev.scar.sim.ByHand.resource;
import static dev.scar.sim.ByHand.step;
import static dev.scar.sim.ByHand.way;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scar.hardware.DramTiming;
import dev.scar.plan.Resource;
import dev.scar.trace.LogDetail;
import dev.scar.trace.ServiceBins;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Two loads that a DRAM of 64 GB/s serves in turns from 200 000 on, each for a port of 100 GB/s: a
 * packet of 4096 B takes 64 000, so both pass one in 128 000. A port is busy until the tail has
 * come.
 */
class MeetingTest {
  private static final long PERIOD = 128_000;

  private final Resource memory = resource(Resource.Kind.DRAM, 0, 64);
  private final DramModel dram =
      new DramModel(0, memory, 2, LogDetail.TRANSFERS, DramTiming.IDEAL, 1);
  private final LinkModel one = new LinkModel(1, link(1, 100), 1, LogDetail.TRANSFERS);
  private final LinkModel two = new LinkModel(2, link(2, 100), 1, LogDetail.TRANSFERS);
  private final Bench bench = new Bench(dram, one, two);

  /** A load to port 1 or 2 that the DRAM gets at 200 000. */
  private Transfer load(int port, long bytes, long packetBytes, Kept kept) {
    SimPath way =
        way(packetBytes, new ByHand.Step(memory, 0, port - 1, 200_000), step(link(port, 100), 0));
    Transfer transfer = ByHand.transfer(port, way, bytes, kept);
    dram.offer(port - 1, 200_000, 0, 200_000, transfer, PacketMeta.of(0, 0));
    return transfer;
  }

  private Meeting meeting(long after, Transfer... members) {
    return new Meeting(List.of(members), List.of(dram, one, two), after);
  }

  /** Looks whenever nothing is left of an instant; when the same begins to happen over and over. */
  private long steadyFrom(Meeting meeting) {
    long now = -1;
    while (bench.nextPs() != Component.NEVER) {
      if (bench.nextPs() > now && meeting.isReady() && meeting.look(now)) {
        return now;
      }
      now = bench.nextPs();
      bench.step();
    }
    return Component.NEVER;
  }

  private static void arrived(Transfer transfer, long timePs, long delayPs) {
    assertThat(transfer.arrivalPs()).isEqualTo(timePs);
    assertThat(transfer.delayPs()).isEqualTo(delayPs);
  }

  /**
   * The first look, at 200 000, keeps a state before port 2 was ever busy. At 328 000 it was, until
   * then; 456 000 is as 328 000. Three packets have begun of the lead and two of the other, and the
   * last but one of the lead is the last to begin: 1000 − 3 − 2 periods. Then all goes on as ever:
   * of 2000 packets from 200 000 on the last one is the other's, and 999 and 1000 packets of 64 000
   * were in the way.
   */
  @Test
  void whatRepeatsIsPassedOverAtOnce() {
    Transfer lead = load(1, 4_096_000, 4096, Kept.PROGRESS);
    Transfer other = load(2, 4_096_000, 4096, Kept.PROGRESS);
    Meeting meeting = meeting(0, lead, other);
    assertThat(meeting.leadServer()).isZero();
    assertThat(meeting.isReady()).isFalse();
    assertThat(meeting.hasRepeated()).isFalse();
    assertThat(meeting.steadyUntilPs()).isEqualTo(Component.NEVER);
    assertThat(steadyFrom(meeting)).isEqualTo(456_000);
    assertThat(meeting.looks()).isEqualTo(3);
    assertThat(meeting.isSteady()).isTrue();
    assertThat(meeting.isReady()).isFalse();
    long until = 456_000 + 995 * PERIOD;
    assertThat(meeting.steadyUntilPs()).isEqualTo(until);
    meeting.stop(until);
    assertThat(meeting.isSteady()).isFalse();
    assertThat(meeting.hasRepeated()).isTrue();
    assertThat(lead.begun()).isEqualTo(998);
    assertThat(other.begun()).isEqualTo(997);
    bench.run();
    arrived(lead, 200_000 + 1999 * 64_000L, 999 * 64_000L);
    arrived(other, 200_000 + 2000 * 64_000L, 1000 * 64_000L);
    assertThat(bench.steps()).isLessThan(25);
  }

  /**
   * Ten periods have passed, and five picoseconds of the next one, which is still to happen: the
   * DRAM has a packet of the lead, for 64 000.
   */
  @Test
  void whoComesMeanwhileFindsThePeriodsThatHavePassed() {
    Transfer lead = load(1, 4_096_000, 4096, Kept.PROGRESS);
    Transfer other = load(2, 4_096_000, 4096, Kept.PROGRESS);
    Meeting meeting = meeting(0, lead, other);
    long from = steadyFrom(meeting);
    meeting.stop(from + 10 * PERIOD + 5);
    assertThat(lead.begun()).isEqualTo(3 + 10);
    assertThat(bench.nextPs()).isEqualTo(from + 10 * PERIOD + 64_000);
    assertThat(meeting.isReady()).isFalse();
    bench.run();
    arrived(lead, 200_000 + 1999 * 64_000L, 999 * 64_000L);
    arrived(other, 200_000 + 2000 * 64_000L, 1000 * 64_000L);
  }

  @Test
  void beforeAPeriodHasPassedNothingMoves() {
    Transfer lead = load(1, 4_096_000, 4096, Kept.PROGRESS);
    Meeting meeting = meeting(0, lead, load(2, 4_096_000, 4096, Kept.PROGRESS));
    long from = steadyFrom(meeting);
    long nextPs = bench.nextPs();
    meeting.stop(from + PERIOD - 1);
    assertThat(lead.begun()).isEqualTo(3);
    assertThat(bench.nextPs()).isEqualTo(nextPs);
    bench.run();
    arrived(lead, 200_000 + 1999 * 64_000L, 999 * 64_000L);
  }

  /** The tenth look, at 200 000 and nine periods, is the first; the next one finds the same. */
  @Test
  void itIsLookedAtAfterSoManyPackets() {
    Meeting meeting =
        meeting(
            10, load(1, 4_096_000, 4096, Kept.PROGRESS), load(2, 4_096_000, 4096, Kept.PROGRESS));
    assertThat(steadyFrom(meeting)).isEqualTo(200_000 + 10 * PERIOD);
    assertThat(meeting.looks()).isEqualTo(11);
  }

  /**
   * Two packets of 4100 B take 128 125, one of them half a picosecond less than 64 063: only what
   * lies two packets back can be alike. The state is at most a fifth of the packets old, so that it
   * is compared with the eighth at the tenth: 9 packets of each take 576 563. (1000 − 10 − 2) / 2
   * periods of two packets of each are left.
   */
  @Test
  void aPeriodOfTwoPacketsIsFoundAfterFiveOfThem() {
    Transfer lead = load(1, 4_100_000, 4100, Kept.PROGRESS);
    Transfer other = load(2, 4_100_000, 4100, Kept.PROGRESS);
    Meeting meeting = meeting(0, lead, other);
    assertThat(steadyFrom(meeting)).isEqualTo(200_000 + 2 * 576_563);
    assertThat(meeting.looks()).isEqualTo(10);
    long until = 200_000 + 2 * 576_563 + 494 * 256_250;
    assertThat(meeting.steadyUntilPs()).isEqualTo(until);
    meeting.stop(until);
    bench.run();
    // 1000 packets take 64 062 500, and the last one of the other 64 062.
    assertThat(other.arrivalPs()).isEqualTo(200_000 + 128_125_000);
    assertThat(lead.arrivalPs()).isEqualTo(200_000 + 128_125_000 - 64_062);
  }

  /** What is left must be worth it: eight packets of the lead after the third. */
  @Test
  void shortTransfersAreNotPassedOver() {
    Meeting worth =
        meeting(
            0, load(1, 11 * 4096, 4096, Kept.PROGRESS), load(2, 11 * 4096, 4096, Kept.PROGRESS));
    assertThat(steadyFrom(worth)).isEqualTo(456_000);
    assertThat(worth.steadyUntilPs()).isEqualTo(456_000 + (11 - 3 - 2) * PERIOD);
  }

  @Test
  void shorterOnesArriveAsEver() {
    Transfer lead = load(1, 10 * 4096, 4096, Kept.PROGRESS);
    Transfer other = load(2, 10 * 4096, 4096, Kept.PROGRESS);
    Meeting meeting = meeting(0, lead, other);
    assertThat(steadyFrom(meeting)).isEqualTo(Component.NEVER);
    assertThat(meeting.hasRepeated()).isFalse();
    assertThat(meeting.looks()).isEqualTo(10);
    arrived(lead, 200_000 + 19 * 64_000, 9 * 64_000);
    arrived(other, 200_000 + 20 * 64_000, 10 * 64_000);
  }

  /** Chains of waits get marks at the third look, so that the fourth tells how they grow. */
  @Test
  void waitsGrowWithEveryPeriod() {
    Transfer lead = load(1, 4_096_000, 4096, Kept.WAITS);
    Transfer other = load(2, 4_096_000, 4096, Kept.WAITS);
    Meeting meeting = meeting(0, lead, other);
    assertThat(steadyFrom(meeting)).isEqualTo(456_000 + PERIOD);
    assertThat(meeting.looks()).isEqualTo(4);
    meeting.stop(meeting.steadyUntilPs());
    bench.run();
    arrived(lead, 200_000 + 1999 * 64_000L, 999 * 64_000L);
    assertThat(ByHand.waits(lead)).containsExactly("0 behind 2: 63936000 of 63936000");
    assertThat(ByHand.waits(other)).containsExactly("0 behind 1: 64000000 of 64000000");
  }

  /** Where something else was counted, states from before and after that are not compared. */
  @Test
  void whatElseWasServedIsNoPartOfAPeriod() {
    Meeting meeting =
        meeting(
            0, load(1, 4_096_000, 4096, Kept.PROGRESS), load(2, 4_096_000, 4096, Kept.PROGRESS));
    long now = -1;
    while (meeting.looks() < 2) {
      if (bench.nextPs() > now && meeting.isReady()) {
        assertThat(meeting.look(now)).isFalse();
        assertThat(meeting.isReady()).isFalse();
      }
      now = bench.nextPs();
      bench.step();
    }
    meeting.disturb();
    assertThat(steadyFrom(meeting)).isEqualTo(456_000 + PERIOD);
    assertThat(meeting.looks()).isEqualTo(4);
  }

  /**
   * While something else comes all the time, nothing repeats. After 4096 looks it rests until as
   * many again have passed, 2 · 4097; a quarter of that later, after 10 242, until 2 · 10 243. Then
   * two looks find the same.
   */
  @Test
  void whereNothingRepeatsLookingRestsForEverLonger() {
    Meeting meeting =
        meeting(
            0, load(1, 25_000 * 64, 64, Kept.PROGRESS), load(2, 25_000 * 64, 64, Kept.PROGRESS));
    long now = -1;
    while (meeting.looks() < 10_243) {
      if (bench.nextPs() > now && meeting.isReady()) {
        assertThat(meeting.look(now)).isFalse();
        meeting.disturb();
      }
      now = bench.nextPs();
      bench.step();
    }
    assertThat(steadyFrom(meeting)).isNotEqualTo(Component.NEVER);
    assertThat(meeting.looks()).isEqualTo(20_487);
  }

  /** What was passed over is written down: 64 000 a packet, or the wait of 64 000 for the other. */
  @Test
  void whatIsPassedOverIsWrittenDown() {
    Meeting meeting =
        meeting(
            0, load(1, 4_096_000, 4096, Kept.PROGRESS), load(2, 4_096_000, 4096, Kept.PROGRESS));
    steadyFrom(meeting);
    meeting.stop(meeting.steadyUntilPs());
    meeting.end();
    bench.run();
    assertThat(busyPs(dram)).isEqualTo(2000 * 64_000L);
    assertThat(waitingPs(dram)).isEqualTo((999 + 1000) * 64_000L);
    assertThat(busyPs(one)).isEqualTo(1000 * 40_960L);
    assertThat(waitingPs(one)).isZero();
    assertThat(busyPs(two)).isEqualTo(1000 * 40_960L);
  }

  private static ServiceBins bins(ServerModel server) {
    return server.record().log().bins().orElseThrow();
  }

  private static long busyPs(ServerModel server) {
    ServiceBins bins = bins(server);
    bins.finish(129_000_000);
    return IntStream.range(0, ServiceBins.BINS).mapToLong(bins::busyPs).sum();
  }

  private static long waitingPs(ServerModel server) {
    return IntStream.range(0, ServiceBins.BINS).mapToLong(bins(server)::waitingPs).sum();
  }

  /** The one with most packets left leads: of 10 with 8 begun, and 3. */
  @Test
  void whoHasMostLeftLeads() {
    SimPath first = way(64, ByHand.injection(100), step(link(7, 100), 0), step(link(9, 100), 0));
    SimPath second = way(64, ByHand.injection(100), step(link(8, 100), 0), step(link(9, 100), 0));
    Transfer more = ByHand.transfer(1, first, 640, Kept.PROGRESS);
    more.served(1, 8, 0);
    Transfer less = ByHand.transfer(2, second, 192, Kept.PROGRESS);
    assertThat(new Meeting(List.of(more, less), List.of(), 0).leadServer()).isEqualTo(8);
    assertThat(new Meeting(List.of(less, more), List.of(), 0).leadServer()).isEqualTo(8);
    Transfer equal = ByHand.transfer(3, first, 192, Kept.PROGRESS);
    assertThat(new Meeting(List.of(less, equal), List.of(), 0).leadServer()).isEqualTo(8);
    assertThat(new Meeting(List.of(equal, less), List.of(), 0).leadServer()).isEqualTo(7);
  }

  @Test
  void othersMeetItWhereTheyPassOneOfItsServers() {
    Meeting meeting =
        meeting(0, load(1, 4096, 4096, Kept.PROGRESS), load(2, 4096, 4096, Kept.PROGRESS));
    assertThat(meeting.passes(way(64, ByHand.injection(100), step(link(2, 100), 0)))).isTrue();
    assertThat(meeting.passes(way(64, ByHand.injection(100), step(link(3, 100), 0)))).isFalse();
  }
}
