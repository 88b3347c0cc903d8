package dev.scar.sim;

import static dev.scar.sim.ByHand.injection;
import static dev.scar.sim.ByHand.link;
import static dev.scar.sim.ByHand.step;
import static dev.scar.sim.ByHand.way;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.plan.Flow;
import dev.scar.plan.Fork;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a transfer knows of its packets. */
class TransferTest {
  /** A port, two links of 100 GB/s and a third of 50 GB/s; a hop takes 1000. */
  private static final SimPath WAY =
      way(
          100,
          injection(100),
          step(link(1, 100), 1000),
          step(link(2, 100), 1000),
          step(link(3, 50), 1000));

  private static Transfer with(Kept kept) {
    return ByHand.transfer(1, WAY, 250, kept);
  }

  @Test
  void packetsAreCutFromItsBytes() {
    Transfer transfer = with(Kept.PROGRESS);
    assertThat(transfer.packets()).isEqualTo(3);
    assertThat(transfer.fromByte(2)).isEqualTo(200);
    assertThat(transfer.toByte(2)).isEqualTo(250);
    assertThat(transfer.predictedPs()).isEqualTo(3000 + 5000);
  }

  /** It has begun as many packets as the first server on its way, not the port, has served. */
  @Test
  void itHasBegunWhatItsFirstServerHasServed() {
    Transfer transfer = with(Kept.PROGRESS);
    assertThat(transfer.begun()).isZero();
    transfer.served(1, 2, 3000);
    transfer.served(2, 1, 3000);
    assertThat(transfer.begun()).isEqualTo(2);
    assertThat(transfer.servedUntilPs(1)).isEqualTo(3000);
  }

  @Test
  void onlyThoseThatKeepWaitsAreTraced() {
    assertThat(with(Kept.WAITS).isTraced()).isTrue();
    assertThat(with(Kept.PROGRESS).isTraced()).isFalse();
    assertThat(with(Kept.NOTHING).isTraced()).isFalse();
  }

  @Test
  void whatAPositionHasServedAddsUp() {
    Transfer transfer = with(Kept.PROGRESS);
    assertThat(transfer.countServed(1, 1)).isFalse();
    assertThat(transfer.countServed(1, 1)).isFalse();
    assertThat(transfer.countServed(2, 2)).isFalse();
    assertThat(transfer.countServed(1, 1)).isTrue();
    transfer.addBusyPs(1, 700);
    transfer.addBusyPs(1, 50);
    assertThat(transfer.busyPs(1)).isEqualTo(750);
    assertThat(transfer.busyPs(2)).isZero();
  }

  /**
   * Nobody told whom it waited behind. Without contention its last byte leaves link 1 at 1000 +
   * 2500, link 2 at 4500 and link 3 at 3000 + 5000. It leaves link 1 in time, link 2 400 late, and
   * link 3 700 late, 300 more.
   */
  @Test
  void withoutCulpritsWaitsAreWhereItBecameLate() {
    Transfer transfer = with(Kept.PROGRESS);
    transfer.lastServed(1, 3000, 3500);
    assertThat(transfer.lastPacketPosition()).isEqualTo(2);
    assertThat(transfer.lastPacketHeadPs()).isEqualTo(3000 + 1000);
    transfer.lastServed(2, 4400, 4900);
    assertThat(transfer.lastPacketPosition()).isEqualTo(3);
    assertThat(transfer.lastPacketHeadPs()).isEqualTo(4400 + 1000);
    transfer.lastServed(3, 7700, 8700);
    assertThat(transfer.lastPacketPosition()).isEqualTo(3);
    assertThat(transfer.countDelivered(3, 250)).isTrue();
    transfer.arrived(8700);
    assertThat(transfer.delayPs()).isEqualTo(700);
    assertThat(ByHand.waits(transfer))
        .containsExactly("2 behind null: 400 of 400", "3 behind null: 300 of 300");
    assertThat(transfer.waitPs(2)).isEqualTo(400);
    assertThat(transfer.waitPs(1)).isZero();
  }

  /** A release at 10 000 moves all of that. */
  @Test
  void latenessCountsFromTheRelease() {
    Transfer transfer = new Transfer(ByHand.flow(1, WAY), 0, 250, 10_000, Kept.PROGRESS);
    transfer.lastServed(1, 13_000, 13_600);
    transfer.lastServed(2, 14_100, 14_600);
    transfer.lastServed(3, 17_100, 18_100);
    transfer.countDelivered(3, 250);
    transfer.arrived(18_100);
    assertThat(ByHand.waits(transfer)).containsExactly("1 behind null: 100 of 100");
  }

  @Test
  void bytesThatNeverCameAreADefect() {
    Transfer transfer = with(Kept.PROGRESS);
    transfer.countDelivered(3, 200);
    assertThatThrownBy(() -> transfer.arrived(8000))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("200 of 250");
  }

  /**
   * A branch parts behind link 1. Up to there the trunk passes for it; from link 2 on it has times
   * of its own.
   */
  @Test
  void aBranchHasItsOwnTimesWhereItHasParted() {
    Transfer trunk = with(Kept.PROGRESS);
    SimPath other = way(100, injection(100), step(link(1, 100), 1000), step(link(4, 100), 1000));
    Transfer branch = new Transfer(ByHand.flow(2, other, new Fork(1, 2)), 0, 250, 0, Kept.PROGRESS);
    trunk.branch(branch);
    assertThat(trunk.isForked()).isTrue();
    assertThat(branch.isForked()).isFalse();
    assertThat(trunk.onwardFrom(0)).containsExactly(trunk);
    assertThat(trunk.onwardFrom(1)).containsExactly(trunk, branch);
    assertThat(trunk.onwardFrom(2)).containsExactly(trunk);
    trunk.firstStart(1, 1100);
    trunk.firstStart(2, 2100);
    branch.firstStart(2, 2900);
    assertThat(branch.firstStartPs(1)).isEqualTo(1100);
    assertThat(branch.firstStartPs(2)).isEqualTo(2900);
    assertThat(trunk.firstStartPs(2)).isEqualTo(2100);
    // Link 1 is 100 late for both; at its own link 4 the branch is 200 late, at link 2 the trunk
    // 900.
    trunk.lastServed(1, 3100, 3600);
    branch.lastServed(2, 4200, 4700);
    trunk.lastServed(2, 4900, 5400);
    branch.countDelivered(3, 250);
    branch.arrived(4700);
    assertThat(ByHand.waits(branch))
        .containsExactly("1 behind null: 100 of 100", "2 behind null: 100 of 100");
  }

  /** The producer, the consumer, and the readers of a store: each once. */
  @Test
  void everyoneConcernedIsToldOnce() {
    Flow flow = new Flow(0, Flow.Kind.SEND, 0, 1, 0, WAY.path(), 1, 0, false);
    assertThat(told(new FlowProgram(0, flow, WAY, 5, 0, 0, List.of()))).containsExactly(5, 0);
    assertThat(told(new FlowProgram(0, flow, WAY, 5, -1, -1, List.of(4, 5, 6))))
        .containsExactly(5, 4, 6);
  }

  private static List<Integer> told(FlowProgram program) {
    List<Integer> told = new ArrayList<>();
    new Transfer(program, 0, 1, 0, Kept.PROGRESS).tell(told::add);
    return told;
  }
}
