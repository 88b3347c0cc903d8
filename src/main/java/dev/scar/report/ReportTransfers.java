package dev.scar.report;

import dev.scar.plan.Resource;
import dev.scar.sim.Transfer;
import dev.scar.sim.Wait;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Transfers, waits and L2 as the page lists them. */
final class ReportTransfers {
  private static final int MOST_ROWS = 200;

  private ReportTransfers() {}

  /**
   * A transfer that contention delayed.
   *
   * @param worst where it waited longest
   */
  private record Delayed(
      String what,
      int miniBatch,
      long bytes,
      long releasePs,
      long predictedPs,
      long delayPs,
      String worst) {
    static Delayed of(DelayReport delays, Transfer transfer) {
      return new Delayed(
          delays.label(transfer.program()),
          transfer.miniBatch(),
          transfer.sizeBytes(),
          transfer.releasePs(),
          transfer.predictedPs(),
          transfer.delayPs(),
          longestWait(transfer));
    }
  }

  static Map<String, ?> of(RunReport run) {
    DelayReport delays = run.delays();
    List<Transfer> delayed =
        run.transfers()
            .filter(transfer -> transfer.delayPs() > 0)
            .sorted(Comparator.comparingLong(Transfer::delayPs).reversed())
            .toList();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("transfersByModel", delays.models());
    data.put("transferCount", run.transfers().count());
    data.put("delayedCount", delayed.size());
    data.put(
        "transfers", delayed.stream().limit(MOST_ROWS).map(t -> Delayed.of(delays, t)).toList());
    data.put("pairCount", delays.pairs().size());
    data.put("pairs", delays.pairs(MOST_ROWS));
    data.put("l2", run.l2().stream().map(L2Occupancy.Peak::of).toList());
    return data;
  }

  private static String longestWait(Transfer transfer) {
    List<Resource> path = transfer.program().flow().path().resources();
    long[] waitPs = new long[path.size()];
    int worst = 0;
    for (Wait wait : transfer.waits()) {
      waitPs[wait.position()] += wait.remainingPs();
    }
    for (int p = 1; p < waitPs.length; p++) {
      worst = waitPs[p] > waitPs[worst] ? p : worst;
    }
    return path.get(worst).name();
  }
}
