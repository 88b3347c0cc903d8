package dev.scar.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scar.fixtures.Packages;
import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Path;
import dev.scar.plan.Resources;
import dev.scar.trace.LogDetail;
import org.junit.jupiter.api.Test;

/**
 * The router at node 1 of a star, alone: flits come from 0 and 3 and go to 2 and 3. A flit of 64 B
 * takes 640 on every link, a hop 35 000, so that one that is sent at t is at the next node from t +
 * 35 000 to t + 35 640.
 */
class RouterModelTest {
  private static final long T = 1_000_000;
  private static final ChipletPackage STAR =
      Packages.nodes(4)
          .link(0, 1, 100)
          .link(1, 2, 100)
          .link(1, 3, 100)
          .link(2, 1, 100)
          .link(3, 1, 100)
          .link(1, 0, 100)
          .dram(0, 64)
          .build();

  private final Resources resources = new Resources(STAR);

  /** A router, and what comes to it. */
  private final class Node {
    private final Components components;
    private final RouterModel router;
    private final Bench bench;

    Node(int vcs, int vcBuffer, int packetFlits) {
      ReplayOptions options = new ReplayOptions(64, LogDetail.OFF, (w, t) -> {});
      components =
          new Components(
              resources.wiring(),
              new CreditBuffers(vcs, vcBuffer),
              64L * packetFlits,
              LogDetail.OFF,
              (ordinal, chiplet) -> new ChipletModel(ordinal, options));
      int ordinal = components.componentOf(resources.link(1));
      router = (RouterModel) components.all().get(ordinal);
      bench = new Bench(router);
    }

    /** A transfer that chiplet {@code name} sends from a node to another. */
    Transfer transfer(int name, int from, int to, int flits) {
      SimPath way = components.compile(Path.send(STAR, resources, from, to), from);
      return ByHand.transfer(name, way, 64L * flits, Kept.PROGRESS);
    }

    /** A flit with all its bytes comes to a channel of the link that it passed before. */
    void comes(Transfer transfer, long flit, int channel, long atPs) {
      int input = transfer.path().input(2) + channel;
      router.offer(input, atPs, atPs, 0, transfer, PacketMeta.of(flit, 2));
    }

    /** All flits from one to before another come at once. */
    void comes(Transfer transfer, long from, long end, int channel, long atPs) {
      for (long flit = from; flit < end; flit++) {
        comes(transfer, flit, channel, atPs);
      }
    }

    /** A channel of link 1&gt;2, the first output, has room for one more. */
    void credit(int channel, long atPs, Transfer transfer) {
      router.offer(-1 - channel, atPs, 0, 0, transfer, 0);
    }
  }

  /** A flit that is sent so many picoseconds after {@link #T}. */
  private static String sent(int name, int flit, long afterPs) {
    long head = T + afterPs + 35_000;
    return "%d of %d: %d-%d".formatted(flit, name, head, head + 640);
  }

  @Test
  void itsOutputsAreItsLinksAndItsPort() {
    assertThat(new Node(1, 0, 1).router.outputs())
        .extracting(output -> output.resource().name())
        .containsExactly("link 1>2", "link 1>3", "link 1>0", "eject 1");
  }

  @Test
  void whatIsDueBeforeATimeIsSentAndNoMore() {
    Node node = new Node(1, 0, 1);
    Transfer a = node.transfer(7, 0, 2, 1);
    node.comes(a, 0, 0, T);
    node.router.advance(T, node.bench);
    assertThat(node.bench.left()).isEmpty();
    node.router.advance(T + 1, node.bench);
    assertThat(node.bench.left()).containsExactly(sent(7, 0, 0));
    assertThat(node.bench.credits()).containsExactly(T + 35_000);
  }

  /** Two channels of an input share one way into the crossbar, though both outputs are free. */
  @Test
  void anInputSendsOneFlitAtATime() {
    Node node = new Node(2, 0, 1);
    node.comes(node.transfer(7, 0, 2, 1), 0, 0, T);
    node.comes(node.transfer(8, 0, 3, 1), 0, 1, T);
    node.bench.run();
    assertThat(node.bench.left()).containsExactly(sent(7, 0, 0), sent(8, 0, 640));
  }

  @Test
  void severalInputsSendAtOnce() {
    Node node = new Node(1, 0, 1);
    node.comes(node.transfer(7, 0, 2, 1), 0, 0, T);
    node.comes(node.transfer(8, 2, 3, 1), 0, 0, T);
    node.bench.run();
    assertThat(node.bench.left()).containsExactly(sent(7, 0, 0), sent(8, 0, 0));
  }

  /** Channel 1 would be next after channel 0, but has a head, while 0 has the rest of a packet. */
  @Test
  void aPacketUnderWayGoesBeforeHeads() {
    Node node = new Node(2, 0, 2);
    Transfer a = node.transfer(7, 0, 2, 2);
    Transfer b = node.transfer(8, 0, 2, 2);
    node.comes(a, 0, 2, 0, T);
    node.comes(b, 0, 2, 1, T);
    node.bench.run();
    assertThat(node.bench.left())
        .containsExactly(sent(7, 0, 0), sent(7, 1, 640), sent(8, 0, 1280), sent(8, 1, 1920));
  }

  /** Both packets are under way when the rest of them comes: channels 0, 1, 0, 1. */
  @Test
  void packetsUnderWayTakeTurns() {
    Node node = new Node(2, 0, 3);
    Transfer a = node.transfer(7, 3, 2, 3);
    Transfer b = node.transfer(8, 3, 2, 3);
    node.comes(a, 0, 0, T);
    node.comes(b, 0, 1, T + 640);
    node.comes(a, 1, 3, 0, T + 2000);
    node.comes(b, 1, 3, 1, T + 2000);
    node.bench.run();
    assertThat(node.bench.left())
        .containsExactly(
            sent(7, 0, 0),
            sent(8, 0, 640),
            sent(7, 1, 2000),
            sent(8, 1, 2640),
            sent(7, 2, 3280),
            sent(8, 2, 3920));
  }

  /** Both outputs grant to the same input, which accepts 1&gt;2, 1&gt;3, 1&gt;2, 1&gt;3. */
  @Test
  void anInputAcceptsOutputsInTurn() {
    Node node = new Node(2, 0, 2);
    Transfer a = node.transfer(7, 0, 2, 2);
    Transfer b = node.transfer(8, 0, 3, 2);
    node.comes(a, 0, 2, 0, T);
    node.comes(b, 0, 2, 1, T);
    node.bench.run();
    assertThat(node.bench.left())
        .containsExactly(sent(7, 0, 0), sent(8, 0, 640), sent(7, 1, 1280), sent(8, 1, 1920));
  }

  /** Link 1&gt;2 grants to the links from 0 and from 3 in turn. */
  @Test
  void anOutputGrantsToInputsInTurn() {
    Node node = new Node(2, 0, 2);
    Transfer a = node.transfer(7, 0, 2, 2);
    Transfer b = node.transfer(8, 3, 2, 2);
    node.comes(a, 0, 2, 0, T);
    node.comes(b, 0, 2, 0, T);
    node.bench.run();
    assertThat(node.bench.left())
        .containsExactly(sent(7, 0, 0), sent(8, 0, 640), sent(7, 1, 1280), sent(8, 1, 1920));
  }

  /**
   * A flit from 0 has gone before; after a barrier that makes no difference to whose turn it is.
   */
  @Test
  void outputsBeginAnewAtABarrier() {
    for (boolean barrier : new boolean[] {false, true}) {
      Node node = new Node(1, 0, 1);
      node.comes(node.transfer(6, 0, 2, 1), 0, 0, T - 1000);
      node.bench.run();
      if (barrier) {
        node.router.restart(T);
      }
      node.comes(node.transfer(7, 0, 2, 1), 0, 0, T);
      node.comes(node.transfer(8, 3, 2, 1), 0, 0, T);
      node.bench.run();
      assertThat(node.bench.left().subList(1, 3))
          .containsExactly(sent(barrier ? 7 : 8, 0, 0), sent(barrier ? 8 : 7, 0, 640));
    }
  }

  /** The same with two channels of one input. */
  @Test
  void inputsBeginAnewAtABarrier() {
    for (boolean barrier : new boolean[] {false, true}) {
      Node node = new Node(2, 0, 1);
      node.comes(node.transfer(6, 0, 2, 1), 0, 0, T - 1000);
      node.bench.run();
      if (barrier) {
        node.router.restart(T);
      }
      node.comes(node.transfer(7, 0, 2, 1), 0, 0, T);
      node.comes(node.transfer(8, 0, 2, 1), 0, 1, T);
      node.bench.run();
      assertThat(node.bench.left().subList(1, 3))
          .containsExactly(sent(barrier ? 7 : 8, 0, 0), sent(barrier ? 8 : 7, 0, 640));
    }
  }

  /**
   * The next node has room for one flit, and says at 5000 that it is free again; until then there
   * is nothing to do.
   */
  @Test
  void aFlitWaitsForACredit() {
    Node node = new Node(1, 1, 2);
    Transfer a = node.transfer(7, 0, 2, 2);
    node.comes(a, 0, 0, T);
    node.bench.run();
    node.comes(a, 1, 0, T + 640);
    node.bench.run();
    assertThat(node.bench.left()).containsExactly(sent(7, 0, 0));
    assertThat(node.router.nextPs()).isEqualTo(Component.NEVER);
    node.credit(0, T + 5000, a);
    assertThat(node.router.nextPs()).isEqualTo(T + 5000);
    node.bench.run();
    assertThat(node.bench.left()).containsExactly(sent(7, 0, 0), sent(7, 1, 5000));
    assertThat(node.bench.credits()).containsExactly(T + 35_000, T + 40_000);
  }

  @Test
  void aCreditThatNobodyWaitsForWakesNobody() {
    Node node = new Node(1, 1, 1);
    Transfer a = node.transfer(7, 0, 2, 1);
    node.comes(a, 0, 0, T);
    node.bench.run();
    node.credit(0, T + 5000, a);
    assertThat(node.router.nextPs()).isEqualTo(Component.NEVER);
  }

  /** Channel 0 is free again, but channel 1 is next. */
  @Test
  void packetsTakeTheChannelsOfALinkInTurn() {
    Node node = new Node(2, 2, 2);
    Transfer a = node.transfer(7, 0, 2, 1);
    Transfer b = node.transfer(8, 0, 2, 2);
    node.comes(a, 0, 0, T);
    node.bench.run();
    node.comes(b, 0, 0, T + 1000);
    node.bench.run();
    RouterOutput output = node.router.outputs().get(0);
    assertThat(output.holder(0)).isNegative();
    assertThat(output.holder(1)).isNotNegative();
  }

  /** Three flits of 64 B, one after another, without a pause. */
  @Test
  void anOutputCountsWhatItSends() {
    Node node = new Node(1, 0, 3);
    node.comes(node.transfer(7, 0, 2, 3), 0, 3, 0, T);
    node.bench.run();
    ReplayCollector collector = new ReplayCollector(node.components);
    assertThat(collector.uses())
        .contains(new ResourceUse(resources.link(1), 3, 192, 1920, 0, 0))
        .contains(new ResourceUse(resources.link(2), 0, 0, 0, 0, 0));
    assertThat(collector.linkEvents()).isEqualTo(3);
  }

  /** One channel belongs to the packet from 0 until its tail leaves, at 9000. */
  @Test
  void aPacketHoldsItsChannelUntilItsTailLeaves() {
    Node node = new Node(1, 0, 2);
    Transfer a = node.transfer(7, 0, 2, 2);
    Transfer b = node.transfer(8, 3, 2, 2);
    node.comes(a, 0, 0, T);
    node.comes(b, 0, 0, T + 100);
    node.comes(b, 1, 0, T + 100);
    node.comes(a, 1, 0, T + 9000);
    node.bench.run();
    assertThat(node.bench.left())
        .containsExactly(sent(7, 0, 0), sent(7, 1, 9000), sent(8, 0, 9640), sent(8, 1, 10_280));
  }

  /** The buffer at the end of a link from 0 has room for one flit. */
  @Test
  void noFlitComesWithoutACredit() {
    Node node = new Node(1, 1, 2);
    Transfer a = node.transfer(7, 0, 2, 2);
    node.comes(a, 0, 0, T);
    assertThatThrownBy(() -> node.comes(a, 1, 0, T))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("without a credit");
  }

  /** As many ports as the bits of a long. */
  @Test
  void aRouterHasAtMost64Ports() {
    VirtualChannels channels = new VirtualChannels(STAR, 1);
    RouterOutput[] outputs = new RouterOutput[64];
    RouterInput[] inputs = new RouterInput[64];
    assertThat(new RouterModel(0, outputs, inputs, 1, 1, channels).nextPs())
        .isEqualTo(Component.NEVER);
    assertThatThrownBy(() -> new RouterModel(0, outputs, new RouterInput[65], 1, 1, channels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64 ports");
  }
}
