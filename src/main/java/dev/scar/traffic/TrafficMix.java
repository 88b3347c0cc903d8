package dev.scar.traffic;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What packets the sources of synthetic traffic create, and when.
 *
 * <p>The packets of one size are a class, and so are replies; a packet's tag is its class.
 *
 * @param sizes of packets, drawn by weight; loads count flits of these
 * @param replyFlits of the packet that a node sends back for each one that it gets, in the cycle
 *     after it has arrived; 0 for no replies
 * @param onCycles mean length of the phases in which a node creates packets
 * @param offCycles mean length of the pauses between them, 0 for none; both lengths are geometric,
 *     and in a phase packets are created so often that the load is met on the whole
 */
public record TrafficMix(List<Size> sizes, int replyFlits, double onCycles, double offCycles) {
  /** The most sizes. */
  public static final int MOST_SIZES = 16;

  /** So many flits, and how often beside others. */
  public record Size(int flits, double weight) {
    public Size {
      if (flits < 1 || !(weight > 0)) {
        throw new IllegalArgumentException("packets have flits, and sizes a weight above 0");
      }
    }

    /** As an option has it. */
    @Override
    public String toString() {
      return weight == 1 ? String.valueOf(flits) : flits + "=" + weight;
    }
  }

  public TrafficMix {
    sizes = List.copyOf(sizes);
    if (sizes.isEmpty() || sizes.size() > MOST_SIZES || replyFlits < 0) {
      throw new IllegalArgumentException("there are 1 to " + MOST_SIZES + " sizes of packets");
    }
    if (!(onCycles >= 1) || !(offCycles == 0 || offCycles >= 1)) {
      throw new IllegalArgumentException("phases and pauses last a cycle at least");
    }
  }

  /** Packets of one size, created at any time. */
  public static TrafficMix of(int flits) {
    return new TrafficMix(List.of(new Size(flits, 1)), 0, 1, 0);
  }

  /** Flits of a packet on average, replies aside. */
  public double meanFlits() {
    return sizes.stream().mapToDouble(s -> s.flits() * s.weight()).sum() / weight();
  }

  private double weight() {
    return sizes.stream().mapToDouble(Size::weight).sum();
  }

  /** The most flits of a packet. */
  public int longestFlits() {
    return Math.max(replyFlits, sizes.stream().mapToInt(Size::flits).max().orElse(1));
  }

  public boolean hasReplies() {
    return replyFlits > 0;
  }

  /** Sizes, and replies if there are some. */
  public int classes() {
    return sizes.size() + (hasReplies() ? 1 : 0);
  }

  int replyTag() {
    return sizes.size();
  }

  int flits(int tag) {
    return tag == replyTag() ? replyFlits : sizes.get(tag).flits();
  }

  String name(int tag) {
    return tag == replyTag() ? "reply" : sizes.size() == 1 ? "request" : sized(flits(tag));
  }

  private static String sized(int flits) {
    return flits == 1 ? "1 flit" : flits + " flits";
  }

  /** Draws the class of a packet; there is nothing to draw of one size. */
  int draw(RandomGenerator random) {
    if (sizes.size() == 1) {
      return 0;
    }
    double left = random.nextDouble() * weight();
    int tag = 0;
    while (tag < sizes.size() - 1 && left >= sizes.get(tag).weight()) {
      left -= sizes.get(tag++).weight();
    }
    return tag;
  }

  /** Whether nodes pause. */
  public boolean isBursty() {
    return offCycles > 0;
  }

  /** How much more often a node creates packets in a phase than on the whole. */
  public double burstiness() {
    return (onCycles + offCycles) / onCycles;
  }

  /**
   * By how much the number of packets varies more than if they were created at any time: with p of
   * the time in phases and probability q in one, 1 + 2 · q · (1 − p) · τ, where τ is the time in
   * which a phase is forgotten, 1/τ = 1/on + 1/off.
   *
   * @param packetsPerCycle on the whole
   */
  double dispersion(double packetsPerCycle) {
    if (!isBursty()) {
      return 1;
    }
    double whole = onCycles + offCycles;
    double forgotten = onCycles * offCycles / whole;
    return 1 + 2 * packetsPerCycle * burstiness() * (offCycles / whole) * forgotten;
  }
}
