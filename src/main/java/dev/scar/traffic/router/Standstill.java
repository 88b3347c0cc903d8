package dev.scar.traffic.router;

import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopLink;
import dev.scar.sim.DeadlockException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds packets that can never go on.
 *
 * <p>A channel gets on if its front flit has, or will have, what it wants: a credit, when the
 * channel that it goes to gets on; for a head one of the channels that it may take, when that one's
 * holder gets on. A holder whose flits are still upstream gets on when they do; whatever is on a
 * link or is a credit under way gets on. The channels outside the smallest set that these rules
 * close never move again, since all that each could wait for is outside, too; a search along what
 * they wait for closes a cycle. <b>Cost:</b> O(channels · longest chain of waits).
 */
final class Standstill {
  private final NopGraph graph;
  private final Ports ports;
  private final Buffers buffers;
  private final Packets packets;
  private final boolean[] getsOn;

  Standstill(NopGraph graph, Ports ports, Buffers buffers, Packets packets) {
    this.graph = graph;
    this.ports = ports;
    this.buffers = buffers;
    this.packets = packets;
    getsOn = new boolean[ports.inputs * buffers.vcs];
  }

  /** Throws if some packets wait for each other. */
  void check(long cycle) {
    Arrays.fill(getsOn, false);
    boolean changed = true;
    int standing = -1;
    while (changed) {
      changed = false;
      standing = -1;
      for (int channel = 0; channel < getsOn.length; channel++) {
        if (!getsOn[channel] && buffers.output[channel] >= 0) {
          if (blocker(channel) < 0) {
            getsOn[channel] = true;
            changed = true;
          } else {
            standing = channel;
          }
        }
      }
    }
    if (standing >= 0) {
      throw new DeadlockException("in cycle " + cycle, cycle, cycleFrom(standing));
    }
  }

  /** A channel that this one waits for and that does not get on; −1 if it gets on. */
  private int blocker(int channel) {
    if (buffers.count[channel] == 0) {
      return feeder(channel);
    }
    int output = buffers.output[channel];
    int vc = buffers.outputVc[channel];
    if (vc >= 0) {
      return downstream(output, vc);
    }
    int first = -1;
    for (long bits = buffers.allowed[channel]; bits != 0; bits &= bits - 1) {
      int candidate = Long.numberOfTrailingZeros(bits);
      int holder = buffers.holder[output * buffers.vcs + candidate];
      int waitsFor = holder >= 0 ? standing(holder) : downstream(output, candidate);
      if (waitsFor < 0) {
        return -1;
      }
      first = first < 0 ? waitsFor : first;
    }
    return first;
  }

  private int standing(int channel) {
    return getsOn[channel] ? -1 : channel;
  }

  private int downstream(int output, int vc) {
    int next = ports.leadsTo[output];
    if (next < 0 || buffers.credits[output * buffers.vcs + vc] > 0) {
      return -1;
    }
    int channel = next * buffers.vcs + vc;
    return buffers.count[channel] < buffers.depth ? -1 : standing(channel);
  }

  /** Where the rest of the packet is that an empty channel is held by. */
  private int feeder(int channel) {
    int input = channel / buffers.vcs;
    int output = ports.fedBy[input];
    if (output >= ports.routerOutputs) {
      return -1;
    }
    int vc = channel - input * buffers.vcs;
    int holder = buffers.holder[output * buffers.vcs + vc];
    return holder < 0 || buffers.credits[output * buffers.vcs + vc] < buffers.depth
        ? -1
        : standing(holder);
  }

  private List<DeadlockException.Wait> cycleFrom(int standing) {
    List<Integer> path = new ArrayList<>();
    int at = standing;
    while (!path.contains(at)) {
      path.add(at);
      at = blocker(at);
    }
    return waits(path.subList(path.indexOf(at), path.size()));
  }

  /** A wait for every packet, whose flits lie in one channel after another. */
  private List<DeadlockException.Wait> waits(List<Integer> closed) {
    List<DeadlockException.Wait> waits = new ArrayList<>();
    int start = 0;
    while (start < closed.size() - 1
        && slot(closed.get(start)) == slot(closed.get(closed.size() - 1))) {
      start++;
    }
    List<String> held = new ArrayList<>();
    for (int i = 0; i < closed.size(); i++) {
      int channel = closed.get((start + i) % closed.size());
      int next = closed.get((start + i + 1) % closed.size());
      held.add(holds(channel));
      if (slot(channel) != slot(next)) {
        waits.add(wait(channel, held));
        held.clear();
      }
    }
    return waits;
  }

  /** The packet whose flits are, or come next, in a channel. */
  private int slot(int channel) {
    return buffers.count[channel] > 0 ? buffers.packet(channel) : slot(fedFrom(channel));
  }

  /** The channel that the rest of a packet comes from. */
  private int fedFrom(int channel) {
    int input = channel / buffers.vcs;
    return buffers.holder[ports.fedBy[input] * buffers.vcs + channel - input * buffers.vcs];
  }

  private String holds(int channel) {
    int input = channel / buffers.vcs;
    return name(ports.fedBy[input]) + " vc" + (channel - input * buffers.vcs);
  }

  private DeadlockException.Wait wait(int channel, List<String> held) {
    int slot = slot(channel);
    int output = buffers.output[channel];
    int vc = buffers.outputVc[channel];
    return new DeadlockException.Wait(
        "packet " + packets.source[slot] + "->" + packets.target[slot],
        held,
        name(output),
        vc >= 0 ? "vc" + vc : channels(buffers.allowed[channel]));
  }

  private static String channels(long bits) {
    StringBuilder text = new StringBuilder("vc");
    for (long left = bits; left != 0; left &= left - 1) {
      text.append(left == bits ? "" : "/").append(Long.numberOfTrailingZeros(left));
    }
    return text.toString();
  }

  private String name(int output) {
    if (output >= ports.routerOutputs) {
      return "the injection port of node " + ports.nodeOf[ports.leadsTo[output]];
    }
    if (ports.link[output] < 0) {
      return "an ejection port";
    }
    NopLink link = graph.links().get(ports.link[output]);
    return "link " + link.from() + ">" + link.to();
  }
}
