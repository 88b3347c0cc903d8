package dev.scar.sim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;

/**
 * A node that sends the packets of a {@link PacketSource} through its injection port, first in,
 * first out; its queue is unbounded. If the port is a component of its own, packets are handed to
 * it as they are created.
 *
 * <p>Nothing feeds back to it, so it acts just before its packets' heads reach the first resource.
 * A destination's packets of a tag are the packets of one endless transfer; of too many the oldest
 * is forgotten, and begun afresh when it is needed.
 */
final class SourceModel implements Component {
  /** Tags are below this. */
  static final int MOST_TAGS = 64;

  private final int ordinal;
  private final PacketSource source;
  private final IntToLongFunction packetPs;
  private final Supplier<Transfer> flows;
  private final Map<Integer, Stream> streams;
  private long portFreePs;

  /** The packets to one destination of one tag. */
  private static final class Stream {
    private final Transfer transfer;
    private final long packetPs;
    private long packets;

    Stream(Transfer transfer, long packetPs) {
      this.transfer = transfer;
      this.packetPs = packetPs;
    }
  }

  /**
   * A source.
   *
   * @param packetPs time of a packet of so many flits on the injection port
   * @param mostStreams destinations that it remembers the way to
   * @param flows the endless transfer of the source's next packet
   */
  SourceModel(
      int ordinal,
      PacketSource source,
      IntToLongFunction packetPs,
      int mostStreams,
      Supplier<Transfer> flows) {
    this.ordinal = ordinal;
    this.source = source;
    this.packetPs = packetPs;
    this.flows = flows;
    this.streams =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Integer, Stream> eldest) {
            return size() > mostStreams;
          }
        };
  }

  @Override
  public int ordinal() {
    return ordinal;
  }

  private long startPs() {
    return Math.max(source.creationPs(), portFreePs);
  }

  @Override
  public long nextPs() {
    return source.creationPs() == NEVER ? NEVER : startPs();
  }

  @Override
  public void advance(long untilPs, Emitter out) {
    while (nextPs() < untilPs) {
      long start = startPs();
      Stream stream =
          streams.computeIfAbsent(
              source.target() * MOST_TAGS + source.tag(),
              key -> new Stream(flows.get(), packetPs.applyAsLong(source.flits())));
      SimPath path = stream.transfer.path();
      int first = path.component(0) < 0 ? 1 : 0;
      long head = start + path.latencyIntoPs(first);
      if (first == 1) {
        portFreePs = start + stream.packetPs;
      }
      out.packet(
          path.component(first),
          path.input(first),
          head,
          portFreePs + path.latencyIntoPs(first),
          source.creationPs(),
          stream.transfer,
          PacketMeta.of(stream.packets++, first));
      source.entered(start);
    }
  }
}
