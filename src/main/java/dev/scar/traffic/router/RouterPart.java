package dev.scar.traffic.router;

import dev.scar.sim.PacketSink;
import dev.scar.sim.PacketSource;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Some routers of a network, or all, with their links, and sources and sinks at their ports, cycle
 * after cycle.
 *
 * <p>A cycle hands out the flits and credits that are due, lets the sources send, lets every router
 * with a flit that could go allocate its switch, and then moves the flits that were granted. What
 * goes to a router of another part is put into the post. Everything lies in arrays; nothing is
 * created per flit. <b>Cost:</b> a step per node and cycle while anything is under way, and some
 * twenty per flit and router.
 */
final class RouterPart {
  private final int first;
  private final int end;
  private final Ports ports;
  private final Packets packets;
  private final Buffers buffers;
  private final Ways ways;
  private final Calendar flits;
  private final Calendar credits;
  private final Sources sources;
  private final Switch allocator;
  private final PacketSink[] sinks;
  private final long cyclePs;
  private final long[] sentOn;
  private final int[] nextVc;
  private final int[] granted;

  /** By part; none for this one. */
  private final @Nullable Post[] posts;

  private final int[] partOf;
  private final boolean alone;
  private long cycle;

  /**
   * A part at cycle 0.
   *
   * @param part its number
   * @param partOf by node, numbers that never fall
   * @param packets those that are here
   * @param shared what all parts have in common
   */
  RouterPart(
      int part,
      int[] partOf,
      Packets packets,
      Shared shared,
      IntFunction<PacketSource> sourceAt,
      IntFunction<PacketSink> sinkAt) {
    this.partOf = partOf;
    this.packets = packets;
    int parts = partOf[partOf.length - 1] + 1;
    alone = parts == 1;
    posts = new Post[parts];
    for (int other = 0; other < parts; other++) {
      posts[other] = other == part ? null : new Post();
    }
    first = (int) Arrays.stream(partOf).filter(p -> p < part).count();
    end = (int) Arrays.stream(partOf).filter(p -> p <= part).count();
    ports = shared.ports();
    cyclePs = shared.cyclePs();
    ways = new Ways(ports, shared.routing(), shared.settings().vcs());
    buffers = shared.buffers();
    flits = new Calendar(ports.longestDelay());
    credits = new Calendar(ports.longestDelay());
    sources =
        new Sources(
            ports, buffers, packets, ways, flits, cyclePs, n -> partOf[n] == part, sourceAt);
    allocator =
        shared.settings().allocator() == RouterSettings.Allocator.FIFO
            ? new FifoSwitch(ports, buffers)
            : new RotatingSwitch(ports, buffers, shared.settings());
    sinks = new PacketSink[ports.nodes];
    for (int node = first; node < end; node++) {
      if (ports.ejection[node] >= 0) {
        sinks[node] = sinkAt.apply(node);
      }
    }
    sentOn = new long[ports.routerOutputs];
    nextVc = new int[ports.routerOutputs];
    granted = new int[ports.routerOutputs + 1];
  }

  /** Runs all cycles before this one, and those without work at once. */
  void until(long untilCycle) {
    while (cycle < untilCycle) {
      if (isAtRest()) {
        cycle = Math.max(cycle, Math.min(untilCycle, sources.nextCycle()));
        if (cycle == untilCycle) {
          return;
        }
      }
      step();
      cycle++;
    }
  }

  long cycle() {
    return cycle;
  }

  /** Whether nothing is under way here. */
  boolean isAtRest() {
    return packets.underWay() == 0 && flits.isEmpty() && credits.isEmpty();
  }

  /** The next cycle in which anything can happen. */
  long nextCycle() {
    return isAtRest() ? Math.max(cycle, sources.nextCycle()) : cycle;
  }

  /** Takes what another part has put into the post for this one. */
  void receive(RouterPart from, int ownNumber) {
    Post post = from.posts[ownNumber];
    if (post == null) {
      return;
    }
    while (post.hasNext()) {
      long due = post.next();
      int number = (int) post.next();
      switch (Kind.of((int) post.next())) {
        case CREDIT -> credits.add(due, number);
        case FLIT -> flits.add(due, number);
        case HEAD -> {
          flits.add(due, ~number);
          flits.add(due, packets.receive(post, ways));
        }
      }
    }
    post.clear();
  }

  /** What the post holds. */
  private enum Kind {
    CREDIT,
    FLIT,
    HEAD;

    private static final Kind[] ALL = values();

    static Kind of(int ordinal) {
      return ALL[ordinal];
    }
  }

  private void step() {
    deliver();
    sources.step(cycle);
    int count = 0;
    for (int node = first; node < end; node++) {
      if (buffers.asked[node] != 0) {
        count = allocator.allocate(node, cycle, granted, count);
      }
    }
    for (int g = 0; g < count; g++) {
      grant(granted[g]);
    }
  }

  private void deliver() {
    int[] freed = credits.due(cycle);
    int numbers = credits.take(cycle);
    for (int i = 0; i < numbers; i++) {
      buffers.credit(freed[i]);
    }
    int[] come = flits.due(cycle);
    numbers = flits.take(cycle);
    for (int i = 0; i < numbers; i++) {
      int channel = come[i];
      if (channel >= 0) {
        buffers.follow(channel);
      } else {
        channel = ~channel;
        buffers.begin(channel, come[++i]);
      }
      allocator.arrived(channel, cycle);
    }
  }

  private void grant(int channel) {
    int slot = buffers.packet(channel);
    int through = buffers.held(channel);
    boolean head = through < 0;
    if (head) {
      through = free(buffers.output(channel), channel);
      buffers.take(channel, through);
      packets.hop[slot]++;
    }
    boolean tail = buffers.leave(channel, cycle);
    credit(buffers.feed(channel));
    int there = buffers.there(through);
    int output = through >> ports.shift;
    sentOn[output]++;
    long due = cycle + ports.delay[output];
    if (there < 0) {
      if (!buffers.creditAtOnce(through)) {
        credits.add(due + ports.creditDelay[output], through);
      }
      if (tail) {
        arrive(slot);
      }
      return;
    }
    Post post = alone ? null : postTo(ports.nodeOf[there >> ports.shift]);
    if (post != null) {
      send(post, due, there, slot, head);
      if (tail) {
        packets.end(slot);
      }
    } else if (head) {
      flits.add(due, ~there);
      flits.add(due, slot);
    } else {
      flits.add(due, there);
    }
  }

  private void credit(int outputChannel) {
    int output = outputChannel >> ports.shift;
    long due = cycle + ports.creditDelay[output];
    Post post = alone ? null : postTo(ports.from[output]);
    if (post != null) {
      put(post, due, outputChannel, Kind.CREDIT);
    } else if (!buffers.creditAtOnce(outputChannel)) {
      credits.add(due, outputChannel);
    }
  }

  private void send(Post post, long due, int there, int slot, boolean head) {
    put(post, due, there, head ? Kind.HEAD : Kind.FLIT);
    if (head) {
      packets.post(slot, post);
    }
  }

  private static void put(Post post, long due, int number, Kind kind) {
    post.add(due);
    post.add(number);
    post.add(kind.ordinal());
  }

  private @Nullable Post postTo(int node) {
    return posts[partOf[node]];
  }

  /** The free channel of an output that comes next among those that a head may take. */
  private int free(int output, int channel) {
    long free = buffers.available[output] & buffers.allowed[channel];
    long later = free & -1L << nextVc[output];
    int vc = Long.numberOfTrailingZeros(later != 0 ? later : free);
    nextVc[output] = vc + 1;
    return output << ports.shift | vc;
  }

  private void arrive(int slot) {
    int node = packets.target[slot];
    int[] way = packets.way[slot];
    int source = packets.source[slot];
    sinks[node].arrived(
        source,
        packets.tag[slot],
        packets.bornPs[slot],
        (cycle + 1 + ways.lag(way, source)) * cyclePs,
        way.length - 1);
    packets.end(slot);
    sources.arrived(source);
    sources.arrived(node);
  }

  /** Flits that an output has carried. */
  long sentOn(int output) {
    return sentOn[output];
  }
}
