package dev.scar.traffic;

import dev.scar.sim.PacketSink;
import java.util.List;
import java.util.stream.IntStream;

/** What arrives at one node: all packets but replies, and each class on its own. */
final class NodeMeter implements PacketSink {
  private final TrafficMix mix;
  private final LatencyMeter all;
  private final List<LatencyMeter> byClass;

  /**
   * A meter.
   *
   * @param addedPs from the tail being through the port to the packet's arrival
   * @param sources nodes whose packets are counted one by one; 0 for none
   */
  NodeMeter(TrafficMix mix, TrafficWindow window, long addedPs, long cyclePs, int sources) {
    this.mix = mix;
    all = new LatencyMeter(window, addedPs, cyclePs, sources);
    byClass =
        IntStream.range(0, mix.classes() == 1 ? 0 : mix.classes())
            .mapToObj(c -> new LatencyMeter(window, addedPs, cyclePs, 0))
            .toList();
  }

  @Override
  public void arrived(int source, int tag, long bornPs, long endPs, int hops) {
    int flits = mix.flits(tag);
    if (tag < mix.replyTag()) {
      all.arrived(source, flits, bornPs, endPs, hops);
    }
    if (!byClass.isEmpty()) {
      byClass.get(tag).arrived(source, flits, bornPs, endPs, hops);
    }
  }

  LatencyMeter all() {
    return all;
  }

  /** What arrives of each class; empty if there is one. */
  List<LatencyMeter> byClass() {
    return byClass;
  }
}
