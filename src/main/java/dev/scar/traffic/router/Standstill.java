package dev.scar.traffic.router;

import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopLink;
import dev.scar.sim.DeadlockException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

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
  private final Requests requests;
  private final IntFunction<Packets> packetsAt;
  private final boolean[] getsOn;

  /**
   * Of all parts of a network.
   *
   * @param packetsAt by node
   */
  Standstill(
      NopGraph graph,
      Ports ports,
      Buffers buffers,
      Requests requests,
      IntFunction<Packets> packetsAt) {
    this.graph = graph;
    this.ports = ports;
    this.buffers = buffers;
    this.requests = requests;
    this.packetsAt = packetsAt;
    getsOn = new boolean[ports.inputs << ports.shift];
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
        if (!getsOn[channel] && buffers.output(channel) >= 0) {
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
    if (buffers.count(channel) == 0) {
      return feeder(channel);
    }
    if (buffers.held(channel) >= 0) {
      return downstream(buffers.held(channel));
    }
    int first = -1;
    for (long bits = requests.allowed(channel); bits != 0; bits &= bits - 1) {
      int candidate = buffers.output(channel) << ports.shift | Long.numberOfTrailingZeros(bits);
      int holder = buffers.holder(candidate);
      int waitsFor = holder >= 0 ? standing(holder) : downstream(candidate);
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

  private int downstream(int outputChannel) {
    int channel = buffers.there(outputChannel);
    if (channel < 0 || buffers.credits(outputChannel) > 0) {
      return -1;
    }
    return buffers.count(channel) < buffers.depth ? -1 : standing(channel);
  }

  /** Where the rest of the packet is that an empty channel is held by. */
  private int feeder(int channel) {
    int from = buffers.feed(channel);
    if (from >> ports.shift >= ports.routerOutputs) {
      return -1;
    }
    int holder = buffers.holder(from);
    return holder < 0 || buffers.credits(from) < buffers.depth ? -1 : standing(holder);
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
        && id(closed.get(start)) == id(closed.get(closed.size() - 1))) {
      start++;
    }
    List<String> held = new ArrayList<>();
    for (int i = 0; i < closed.size(); i++) {
      int channel = closed.get((start + i) % closed.size());
      int next = closed.get((start + i + 1) % closed.size());
      held.add(holds(channel));
      if (id(channel) != id(next)) {
        waits.add(wait(channel, held));
        held.clear();
      }
    }
    return waits;
  }

  private Packets packets(int channel) {
    return packetsAt.apply(ports.nodeOf[channel >> ports.shift]);
  }

  private long id(int channel) {
    return packets(channel).id[buffers.packet(channel)];
  }

  private String holds(int channel) {
    return name(ports.fedBy[channel >> ports.shift]) + " vc" + buffers.vc(channel);
  }

  private DeadlockException.Wait wait(int channel, List<String> held) {
    Packets packets = packets(channel);
    int slot = buffers.packet(channel);
    int holds = buffers.held(channel);
    return new DeadlockException.Wait(
        "packet " + packets.source[slot] + "->" + packets.target[slot],
        held,
        name(buffers.output(channel)),
        holds >= 0 ? "vc" + buffers.vc(holds) : channels(requests.allowed(channel)));
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
