package dev.scar.report;

import dev.scar.plan.Path;
import dev.scar.plan.Resource;
import dev.scar.sim.Transfer;

/**
 * Where a transfer's time went.
 *
 * @param serialisationPs of its bytes at the slowest resource of the path
 * @param hopsPs latency of links
 * @param dramPs latency of DRAMs
 * @param waitPs contention delay
 */
record TransferSplit(long serialisationPs, long hopsPs, long dramPs, long waitPs) {
  static TransferSplit of(Transfer transfer) {
    Path path = transfer.program().flow().path();
    long hops = 0;
    long dram = 0;
    for (int p = 0; p < path.length(); p++) {
      if (path.resources().get(p).kind() == Resource.Kind.DRAM) {
        dram += path.latencyIntoPs(p);
      } else {
        hops += path.latencyIntoPs(p);
      }
    }
    return new TransferSplit(transfer.predictedPs() - hops - dram, hops, dram, transfer.delayPs());
  }
}
