package dev.scar.traffic.router;

import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.NopLink;
import dev.scar.replay.Parts;
import dev.scar.sim.DeadlockException;
import dev.scar.sim.PacketSink;
import dev.scar.sim.PacketSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The routers of a network in parts that may run side by side. What a part sends to another one
 * takes some cycles to be there; so all parts run that many cycles, hand over what they have sent,
 * and go on. How many parts there are changes nothing.
 */
public final class Routers implements Parts {
  private static final long CHECK_CYCLES = 1 << 12;

  private final Ports ports;
  private final int[] partOf;
  private final List<RouterPart> parts;
  private final Standstill standstill;
  private final long roundCycles;
  private final long cyclePs;
  private long cycle;

  /**
   * A network at cycle 0.
   *
   * @param atMost so many parts, and one for each node at most; oldest first (FIFO) there is one,
   *     since routers see at once there what others have sent
   * @param sourceAt by node with a chiplet
   * @param sinkAt by node with a chiplet
   * @throws IllegalArgumentException if the routes need more channels than there are
   */
  public Routers(
      ChipletPackage chipletPackage,
      RouterSettings settings,
      RouterTiming timing,
      int atMost,
      IntFunction<PacketSource> sourceAt,
      IntFunction<PacketSink> sinkAt) {
    ports = new Ports(chipletPackage, timing, settings.vcs());
    cyclePs = timing.cyclePs();
    int count =
        settings.allocator() == RouterSettings.Allocator.FIFO ? 1 : Math.min(atMost, ports.nodes);
    partOf =
        IntStream.range(0, ports.nodes).map(n -> (int) ((long) n * count / ports.nodes)).toArray();
    Packets[] packets = Stream.generate(Packets::new).limit(count).toArray(Packets[]::new);
    IntFunction<Packets> packetsAt = node -> packets[partOf[node]];
    Ways ways = new Ways(ports, chipletPackage.routing(), settings.vcs());
    Requests requests = new Requests(ports, settings.vcs(), ways.classes() == 1);
    Buffers buffers = new Buffers(ports, settings, ways, requests);
    Shared shared =
        new Shared(ports, buffers, requests, chipletPackage.routing(), settings, cyclePs);
    parts =
        IntStream.range(0, count)
            .mapToObj(part -> new RouterPart(part, partOf, packets[part], shared, sourceAt, sinkAt))
            .toList();
    standstill = new Standstill(chipletPackage.nop(), ports, buffers, requests, packetsAt);
    roundCycles = count == 1 ? CHECK_CYCLES : soonest();
  }

  /** How soon anything that a part sends matters to another one. */
  private long soonest() {
    long soonest = CHECK_CYCLES;
    for (int output = 0; output < ports.routerOutputs; output++) {
      int to = ports.leadsTo[output];
      if (to >= 0 && partOf[ports.nodeOf[to]] != partOf[ports.from[output]]) {
        soonest = Math.min(soonest, Math.min(ports.delay[output], ports.creditDelay[output]));
      }
    }
    return soonest;
  }

  @Override
  public int count() {
    return parts.size();
  }

  @Override
  public void run(int part, long untilPs) {
    parts.get(part).until(cycles(untilPs));
  }

  /**
   * Runs all cycles that begin before this time, one part after the other.
   *
   * @throws DeadlockException if packets wait for each other; found within {@value #CHECK_CYCLES}
   *     cycles after the last of them stood still
   */
  public void until(long untilPs) {
    for (OptionalLong round = next(untilPs); round.isPresent(); round = next(untilPs)) {
      for (int part = 0; part < parts.size(); part++) {
        run(part, round.getAsLong());
      }
    }
  }

  @Override
  public OptionalLong next(long untilPs) {
    for (int to = 0; to < parts.size(); to++) {
      for (RouterPart from : parts) {
        parts.get(to).receive(from, to);
      }
    }
    if (cycle > 0 && cycle % CHECK_CYCLES == 0) {
      standstill.check(cycle);
    }
    long end = cycles(untilPs);
    if (cycle >= end) {
      return OptionalLong.empty();
    }
    long begin = Math.min(end, parts.stream().mapToLong(RouterPart::nextCycle).min().orElse(end));
    cycle = Math.min(end, Math.min(begin + roundCycles, (begin / CHECK_CYCLES + 1) * CHECK_CYCLES));
    return OptionalLong.of(cycle * cyclePs);
  }

  private long cycles(long untilPs) {
    return untilPs / cyclePs + (untilPs % cyclePs == 0 ? 0 : 1);
  }

  /** Flits that a link has carried. */
  public long sentOn(NopLink link) {
    return sentOn(ports.outputOf(link));
  }

  private long sentOn(int output) {
    return parts.get(partOf[ports.from[output]]).sentOn(output);
  }

  /** Flits that crossed a router. */
  public long flitEvents() {
    return LongStream.range(0, ports.routerOutputs).map(output -> sentOn((int) output)).sum();
  }
}
