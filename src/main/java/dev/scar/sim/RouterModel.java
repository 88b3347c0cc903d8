package dev.scar.sim;

import java.util.Arrays;
import java.util.List;

/**
 * A router with a buffer per virtual channel of every input, one input of the crossbar for each,
 * and outputs that send one flit at a time.
 *
 * <p>Whenever a flit is there whose output and crossbar input are free, and for which there is room
 * at the other end, outputs grant in rotation and inputs accept in rotation (iSLIP, N. McKeown,
 * IEEE/ACM Trans. Networking 7(2), 1999), again and again until nothing more can be matched, since
 * that takes no time. An input asks for an output with a packet under way before heads, and among
 * equals in rotation. A flit holds its input for its time there, its output for its time there.
 */
final class RouterModel implements Component {
  private final int ordinal;
  private final RouterOutput[] outputs;
  private final RouterInput[] inputs;
  private final int vcs;
  private final int packetFlits;
  private final VirtualChannels virtualChannels;
  private final int[] granted;
  private final long[] asking;
  private final int[][] asked;
  private final long[] grants;
  private long nextPs = NEVER;

  RouterModel(
      int ordinal,
      RouterOutput[] outputs,
      RouterInput[] inputs,
      int vcs,
      int packetFlits,
      VirtualChannels virtualChannels) {
    this.ordinal = ordinal;
    this.outputs = outputs;
    this.inputs = inputs;
    this.vcs = vcs;
    this.packetFlits = packetFlits;
    this.virtualChannels = virtualChannels;
    granted = new int[outputs.length];
    asking = new long[outputs.length];
    asked = new int[outputs.length][inputs.length];
    grants = new long[inputs.length];
    if (Math.max(outputs.length, inputs.length) > Long.SIZE) {
      throw new IllegalArgumentException("a router has at most " + Long.SIZE + " ports");
    }
  }

  @Override
  public int ordinal() {
    return ordinal;
  }

  @Override
  public long nextPs() {
    return nextPs;
  }

  List<RouterOutput> outputs() {
    return List.of(outputs);
  }

  List<RouterInput> inputs() {
    return List.of(inputs);
  }

  boolean isHead(long meta) {
    return PacketMeta.packet(meta) % packetFlits == 0;
  }

  boolean isTail(Transfer transfer, long flit) {
    return (flit + 1) % packetFlits == 0 || flit == transfer.packets() - 1;
  }

  RouterOutput output(SimPath path, int position) {
    int resource = path.path().resources().get(position).ordinal();
    for (RouterOutput output : outputs) {
      if (output.resource().ordinal() == resource) {
        return output;
      }
    }
    throw new IllegalStateException("router " + ordinal + " has no such output");
  }

  long allowed(SimPath path, int position) {
    return virtualChannels.allowed(path.path(), position);
  }

  @Override
  public void offer(
      int input, long headPs, long tailPs, long bornPs, Transfer transfer, long meta) {
    if (input < 0) {
      int channel = -1 - input;
      nextPs = Math.min(nextPs, outputs[channel / vcs].credit(headPs, channel % vcs));
    } else {
      inputs[input / vcs].offer(this, input % vcs, headPs, tailPs, bornPs, transfer, meta);
      nextPs = Math.min(nextPs, headPs);
    }
  }

  @Override
  public void restart(long timePs) {
    for (RouterOutput output : outputs) {
      output.rewind();
    }
    for (RouterInput input : inputs) {
      input.rewind();
    }
  }

  @Override
  public void advance(long untilPs, Emitter out) {
    while (nextPs < untilPs) {
      long now = nextPs;
      for (RouterOutput output : outputs) {
        output.takeCredits(now);
      }
      if (match(now)) {
        for (int o = 0; o < outputs.length; o++) {
          if (granted[o] >= 0) {
            serve(inputs[granted[o] / vcs], granted[o], outputs[o], now, out);
          }
        }
      }
      nextPs = next();
    }
  }

  /** When something can be sent next, as far as is known. */
  private long next() {
    long next = NEVER;
    for (RouterOutput output : outputs) {
      output.starve(false);
    }
    for (RouterInput input : inputs) {
      for (long bits = input.waiting(); bits != 0; bits &= bits - 1) {
        int c = Long.numberOfTrailingZeros(bits);
        RouterOutput to = input.to(c);
        if (to.hasRoom(input.outputVc(c), input.allowed(c))) {
          long head = input.channel(c).headPs();
          long free = Math.max(to.sendsFromPs(), input.freePs());
          next = Math.min(next, Math.max(head, free));
        } else {
          to.starve(true);
        }
      }
    }
    for (RouterOutput output : outputs) {
      next = Math.min(next, output.nextCreditPs());
    }
    return next;
  }

  /** Chooses channels for outputs; says whether there are any. */
  private boolean match(long nowPs) {
    Arrays.fill(granted, -1);
    long freeInputs = -1L;
    boolean first = true;
    boolean any = false;
    for (long taken = ask(nowPs, freeInputs); taken != 0; taken = ask(nowPs, freeInputs)) {
      any = true;
      freeInputs &= ~grantAndAccept(first);
      first = false;
    }
    return any;
  }

  /** Notes which inputs ask for which outputs, and with which channel; the inputs that do. */
  private long ask(long nowPs, long freeInputs) {
    Arrays.fill(asking, 0);
    long some = 0;
    for (int i = 0; i < inputs.length; i++) {
      RouterInput input = inputs[i];
      if ((freeInputs >>> i & 1) != 0 && input.waiting() != 0 && input.freePs() <= nowPs) {
        long after = input.waiting() & -1L << input.nextVc();
        for (long bits = after; bits != 0; bits &= bits - 1) {
          some |= ask(i, Long.numberOfTrailingZeros(bits), nowPs);
        }
        for (long bits = input.waiting() ^ after; bits != 0; bits &= bits - 1) {
          some |= ask(i, Long.numberOfTrailingZeros(bits), nowPs);
        }
      }
    }
    return some;
  }

  private long ask(int i, int c, long nowPs) {
    RouterInput input = inputs[i];
    RouterOutput to = input.to(c);
    int o = to.index();
    if (granted[o] >= 0
        || to.sendsFromPs() > nowPs
        || input.channel(c).headPs() > nowPs
        || !to.hasRoom(input.outputVc(c), input.allowed(c))) {
      return 0;
    }
    long bit = 1L << i;
    boolean better = input.outputVc(c) >= 0 && input.outputVc(asked[o][i] % vcs) < 0;
    if ((asking[o] & bit) == 0 || better) {
      asked[o][i] = i * vcs + c;
      asking[o] |= bit;
    }
    return bit;
  }

  /** One round of iSLIP; the inputs that are matched. */
  private long grantAndAccept(boolean first) {
    long withGrant = 0;
    for (int o = 0; o < outputs.length; o++) {
      if (asking[o] != 0) {
        int i = rotated(asking[o], outputs[o].pointer());
        grants[i] |= 1L << o;
        withGrant |= 1L << i;
      }
    }
    for (long bits = withGrant; bits != 0; bits &= bits - 1) {
      int i = Long.numberOfTrailingZeros(bits);
      int o = rotated(grants[i], inputs[i].pointer());
      grants[i] = 0;
      int channel = asked[o][i];
      granted[o] = channel;
      boolean moves = first;
      if (moves) {
        outputs[o].pointer(i + 1 == inputs.length ? 0 : i + 1);
      }
      int next = o + 1 == outputs.length ? 0 : o + 1;
      inputs[i].granted(channel % vcs, moves ? next : inputs[i].pointer());
    }
    return withGrant;
  }

  private static int rotated(long bits, int from) {
    long after = bits & -1L << from;
    return Long.numberOfTrailingZeros(after != 0 ? after : bits);
  }

  private void serve(RouterInput input, int channel, RouterOutput output, long nowPs, Emitter out) {
    int c = channel % vcs;
    PacketQueue queue = input.channel(c);
    Transfer transfer = queue.transfer();
    SimPath path = transfer.path();
    long flit = PacketMeta.packet(queue.meta());
    int position = PacketMeta.position(queue.meta());
    long headPs = queue.headPs();
    long bornPs = queue.bornPs();
    long fromByte = transfer.fromByte(flit);
    long toByte = transfer.toByte(flit);
    long serialisation = path.serialisationPs(position, fromByte, toByte);
    long end = Math.max(Math.addExact(nowPs, serialisation), queue.tailPs());
    boolean tail = isTail(transfer, flit);
    if (input.outputVc(c) < 0) {
      input.outputVc(c, output.take(input.allowed(c), channel));
    }
    int vc = input.outputVc(c);
    long before = path.serialisationPs(position - 1, fromByte, toByte);
    input.busyUntil(nowPs + Math.min(serialisation, before));
    input.pop(this, c, tail, nowPs, out);
    output.send(transfer, flit, position, vc, tail, headPs, nowPs, end, serialisation, out);
    if (position == path.last()) {
      if (tail) {
        output.ended(bornPs, end);
      }
      if (transfer.countDelivered(1, toByte - fromByte)) {
        transfer.arrived(end);
        out.delivered(transfer, end);
      }
    } else {
      output.pass(transfer, flit, position + 1, vc, nowPs, end, bornPs, out);
    }
  }
}
