package dev.scar.sim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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

  private static final int TARGET_BITS = 25;

  private final int ordinal;
  private final PacketSource source;
  private final IntToLongFunction packetPs;
  private final Supplier<Transfer> flows;
  private final Map<Integer, Stream> streams;

  /** Some of them, by their key's lowest bits: a look-up that takes less time. */
  private final @Nullable Stream[] atHand;

  private long portFreePs;

  /** The packets to one destination of one tag, and where they come to. */
  private static final class Stream {
    private final int key;
    private final Transfer transfer;
    private final long packetPs;
    private final int first;
    private final int component;
    private final int input;
    private final long latencyPs;
    private long packets;

    Stream(int key, Transfer transfer, long packetPs) {
      this.key = key;
      this.transfer = transfer;
      this.packetPs = packetPs;
      SimPath path = transfer.path();
      first = path.first();
      component = path.component(first);
      input = path.input(first);
      latencyPs = path.latencyIntoPs(first);
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
    this.atHand = new Stream[Integer.highestOneBit(mostStreams)];
    this.streams =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Integer, Stream> eldest) {
            if (size() <= mostStreams) {
              return false;
            }
            atHand[place(eldest.getKey())] = null;
            return true;
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

  private int place(int key) {
    return (key ^ key >>> TARGET_BITS) & atHand.length - 1;
  }

  private Stream stream(int key) {
    Stream stream = atHand[place(key)];
    if (stream == null || stream.key != key) {
      stream =
          streams.computeIfAbsent(
              key, k -> new Stream(k, flows.get(), packetPs.applyAsLong(source.flits())));
      atHand[place(key)] = stream;
    }
    return stream;
  }

  @Override
  public void advance(long untilPs, Emitter out) {
    while (nextPs() < untilPs) {
      long start = startPs();
      Stream stream = stream(source.target() + (source.tag() << TARGET_BITS));
      if (stream.first == 1) {
        portFreePs = start + stream.packetPs;
      }
      out.packet(
          stream.component,
          stream.input,
          start + stream.latencyPs,
          portFreePs + stream.latencyPs,
          source.creationPs(),
          stream.transfer,
          PacketMeta.of(stream.packets++, stream.first));
      source.entered(start);
    }
  }
}
