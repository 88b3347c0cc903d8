package dev.scar.hardware;

import dev.scar.files.NodeReader;
import dev.scar.units.Bandwidth;
import dev.scar.units.Quantity;

/** Reads rates, latencies and energies of the network and of DRAM, within bounds. */
final class LinkSpecReader {
  /** More is taken for a slip; so the bandwidths of all links of a package fit a sum. */
  static final long MOST_BYTES_PER_SECOND = 100_000_000_000_000L;

  /** One second; so the latencies of the longest route fit a sum. */
  static final long MOST_LATENCY_PS = 1_000_000_000_000L;

  private static final double MOST_JOULE_PER_BIT = 1e-3;

  private LinkSpecReader() {}

  /** Bandwidth and latency, both required. */
  static LinkSpec required(NodeReader place) {
    return new LinkSpec(bandwidth(place.at("bandwidth")), latencyPs(place.at("latency")));
  }

  /** Bandwidth and latency, each as in the fallback if it is left out. */
  static LinkSpec over(NodeReader place, LinkSpec fallback) {
    return new LinkSpec(
        bandwidthOr(place.at("bandwidth"), fallback.bandwidth()),
        place.has("latency") ? latencyPs(place.at("latency")) : fallback.latencyPs());
  }

  static Bandwidth bandwidthOr(NodeReader place, Bandwidth fallback) {
    return place.isPresent() ? bandwidth(place) : fallback;
  }

  static Bandwidth bandwidth(NodeReader place) {
    long bytesPerSecond = place.quantity(Quantity.BANDWIDTH);
    if (bytesPerSecond < 1) {
      place.problem("is not more than 0", "");
      return Bandwidth.ofBytesPerSecond(1);
    }
    if (bytesPerSecond > MOST_BYTES_PER_SECOND) {
      place.problem("is more than 100 TB/s", "");
    }
    return Bandwidth.ofBytesPerSecond(bytesPerSecond);
  }

  static long latencyPs(NodeReader place) {
    long latencyPs = place.quantity(Quantity.TIME);
    if (latencyPs > MOST_LATENCY_PS) {
      place.problem("is more than 1 s", "");
    }
    return latencyPs;
  }

  /** Static power; 0 if it is left out. */
  static double watts(NodeReader place) {
    return place.isPresent() ? place.amount(Quantity.POWER) : 0;
  }

  static double joulePerBit(NodeReader place) {
    double joule = place.amount(Quantity.ENERGY_PER_BIT);
    if (joule > MOST_JOULE_PER_BIT && place.isSound()) {
      place.problem("is more than 1 mJ for a bit", "");
    }
    return joule;
  }
}
