package dev.scar.traffic.router;

import dev.scar.hardware.NopLink;
import dev.scar.hardware.Route;
import dev.scar.hardware.Routing;
import org.jspecify.annotations.Nullable;

/**
 * Routes as outputs, the class of channels in the upper bits; the last one is an ejection port.
 * Those of small networks are kept.
 */
final class Ways {
  private static final int MOST_KEPT = 1 << 20;
  private static final int CLASS_SHIFT = 24;
  private static final int OUTPUT_MASK = (1 << CLASS_SHIFT) - 1;

  private final Ports ports;
  private final Routing routing;
  private final int[] @Nullable [] kept;
  private final long[] channelsOfClass;
  private final long allChannels;

  Ways(Ports ports, Routing routing, int vcs) {
    this.ports = ports;
    this.routing = routing;
    int classes = routing.virtualChannels();
    if (classes > vcs) {
      throw new IllegalArgumentException(
          "the routes need " + classes + " virtual channels to be free of deadlock, not " + vcs);
    }
    allChannels = (1L << vcs) - 1;
    channelsOfClass = new long[classes];
    for (int c = 0; c < classes; c++) {
      channelsOfClass[c] = routing.channelsOf(c, vcs);
    }
    boolean keeps = (long) ports.nodes * ports.nodes <= MOST_KEPT;
    kept = new int[keeps ? ports.nodes * ports.nodes : 0][];
  }

  int[] way(int source, int target) {
    if (kept.length == 0) {
      return made(source, target);
    }
    int pair = source * ports.nodes + target;
    int[] way = kept[pair];
    if (way == null) {
      way = made(source, target);
      kept[pair] = way;
    }
    return way;
  }

  private int[] made(int source, int target) {
    Route route = routing.route(source, target);
    int[] way = new int[route.hops() + 1];
    for (int hop = 0; hop < route.hops(); hop++) {
      NopLink link = route.links().get(hop);
      way[hop] = ports.outputOf(link) | route.virtualChannel(hop) << CLASS_SHIFT;
    }
    way[route.hops()] = ports.ejection[target];
    return way;
  }

  /** Classes of channels. */
  int classes() {
    return channelsOfClass.length;
  }

  static int output(int step) {
    return step & OUTPUT_MASK;
  }

  /** Channels that a head may take there, as bits. */
  long channels(int[] way, int hop) {
    return hop == way.length - 1 ? allChannels : channelsOfClass[way[hop] >>> CLASS_SHIFT];
  }

  /** Cycles by which the tail of a lone flit is later than its head, at the slowest output. */
  int lag(int[] way, int source) {
    if (!ports.slow) {
      return 0;
    }
    double slowest = ports.flitCycles[ports.injection[source]];
    for (int step : way) {
      slowest = Math.max(slowest, ports.flitCycles[output(step)]);
    }
    return Ports.lag(slowest);
  }
}
