package dev.scar.sim;

import dev.scar.plan.Resource;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An input of a router: a buffer for each virtual channel. What comes from a chiplet or a DRAM of
 * the node waits in a queue without bound, from where packets go to channels in rotation.
 */
final class RouterInput {
  private final Resource from;
  private final int depth;
  private final @Nullable RouterOutput fedBy;
  private final int upstream;
  private final long creditPs;
  private final PacketQueue incoming = new PacketQueue();
  private final PacketQueue[] channels;
  private final int[] count;
  private final RouterOutput[] to;
  private final int[] outputVc;
  private final long[] allowed;
  private long waiting;
  private long freePs;
  private int nextVc;
  private int pointer;
  private int filling = -1;
  private int nextFilled;
  private long bornPs;

  /** One that a chiplet or a DRAM feeds. */
  RouterInput(Resource from, int depth, int vcs) {
    this(from, depth, vcs, null, -1, 0);
  }

  /**
   * The end of a link.
   *
   * @param upstream ordinal of the router before it
   */
  RouterInput(
      Resource from,
      int depth,
      int vcs,
      @Nullable RouterOutput fedBy,
      int upstream,
      long creditPs) {
    this.from = from;
    this.depth = depth;
    this.fedBy = fedBy;
    this.upstream = upstream;
    this.creditPs = creditPs;
    channels = new PacketQueue[vcs];
    Arrays.setAll(channels, c -> new PacketQueue());
    count = new int[vcs];
    to = new RouterOutput[vcs];
    outputVc = new int[vcs];
    allowed = new long[vcs];
    Arrays.fill(outputVc, -1);
  }

  Resource from() {
    return from;
  }

  @Nullable RouterOutput fedBy() {
    return fedBy;
  }

  /** Channels with flits, as bits. */
  long waiting() {
    return waiting;
  }

  /** The flits of a channel that is not empty. */
  PacketQueue channel(int c) {
    return channels[c];
  }

  int count(int c) {
    return count[c];
  }

  /** Where the packet at the front of a channel goes. */
  RouterOutput to(int c) {
    return to[c];
  }

  int outputVc(int c) {
    return outputVc[c];
  }

  void outputVc(int c, int vc) {
    outputVc[c] = vc;
  }

  long allowed(int c) {
    return allowed[c];
  }

  /** When its input of the crossbar is free. */
  long freePs() {
    return freePs;
  }

  void busyUntil(long timePs) {
    freePs = timePs;
  }

  int nextVc() {
    return nextVc;
  }

  /** Where its rotations begin. */
  void granted(int c, int nextPointer) {
    nextVc = c + 1 == count.length ? 0 : c + 1;
    pointer = nextPointer;
  }

  int pointer() {
    return pointer;
  }

  /** A barrier. */
  void rewind() {
    nextVc = 0;
    pointer = 0;
    nextFilled = 0;
  }

  /** A flit comes to a channel, or, without a link, a flit or a run of them to the queue. */
  void offer(
      RouterModel router,
      int c,
      long headPs,
      long tailPs,
      long bornPs,
      Transfer transfer,
      long meta) {
    if (fedBy == null) {
      incoming.add(headPs, tailPs, bornPs, transfer, meta);
      refill(router);
    } else if (count[c] == depth) {
      throw new IllegalStateException("a flit came without a credit");
    } else {
      push(router, c, headPs, tailPs, bornPs, transfer, meta);
    }
  }

  private void push(
      RouterModel router,
      int c,
      long headPs,
      long tailPs,
      long bornPs,
      Transfer transfer,
      long meta) {
    channels[c].add(headPs, tailPs, bornPs, transfer, meta);
    waiting |= 1L << c;
    if (count[c]++ == 0 && router.isHead(meta)) {
      front(router, c);
    }
  }

  private void front(RouterModel router, int c) {
    Transfer transfer = channels[c].transfer();
    int position = PacketMeta.position(channels[c].meta());
    to[c] = router.output(transfer.path(), position);
    allowed[c] = router.allowed(transfer.path(), position);
  }

  private void refill(RouterModel router) {
    while (!incoming.isEmpty()) {
      if (filling < 0) {
        filling = withRoom();
        bornPs = incoming.bornPs();
      }
      if (filling < 0 || count[filling] == depth) {
        return;
      }
      Transfer transfer = incoming.transfer();
      long flit = PacketMeta.packet(incoming.meta());
      long meta = PacketMeta.of(flit, PacketMeta.position(incoming.meta()));
      push(router, filling, incoming.headPs(), incoming.tailPs(), bornPs, transfer, meta);
      incoming.removeFirst();
      if (router.isTail(transfer, flit)) {
        filling = -1;
      }
    }
  }

  private int withRoom() {
    for (int i = 0; i < count.length; i++) {
      int c = (nextFilled + i) % count.length;
      if (count[c] < depth) {
        nextFilled = (c + 1) % count.length;
        return c;
      }
    }
    return -1;
  }

  /** Removes the flit at the front of a channel, and tells upstream of the room. */
  void pop(RouterModel router, int c, boolean tail, long nowPs, Emitter out) {
    Transfer transfer = channels[c].transfer();
    channels[c].removeFirst();
    waiting &= --count[c] == 0 ? ~(1L << c) : -1L;
    if (tail) {
      outputVc[c] = -1;
      if (count[c] > 0) {
        front(router, c);
      }
    }
    if (fedBy == null) {
      refill(router);
    } else {
      int credit = -1 - (Objects.requireNonNull(fedBy).index() * count.length + c);
      out.packet(upstream, credit, nowPs + creditPs, 0, 0, transfer, 0);
    }
  }
}
