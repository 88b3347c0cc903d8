package dev.scar.study;

import dev.scar.hardware.ChipletPackage;
import dev.scar.plan.Flow;
import dev.scar.plan.Stage;
import dev.scar.sim.ReplayResult;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import dev.scar.sim.WindowReplay;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The largest power that a package draws over some time.
 *
 * <p>The energy of a mini-batch is drawn evenly while it is computed, that of a transfer evenly
 * from its release to its arrival, static power from the start to the end. Power is then constant
 * from one beginning or end to the next, so a stretch with the most energy begins or ends at one of
 * these. <b>Cost:</b> O(n log n) for n transfers and mini-batches.
 */
final class PeakPower {
  /** A millisecond, over which supplies and coolers even out what is drawn. */
  static final long SPAN_PS = 1_000_000_000L;

  private static final double PS = 1e-12;

  /** By time: by how many watts power rises there. */
  private final NavigableMap<Long, Double> rises = new TreeMap<>();

  /** The largest power over any span of this length; a shorter run counts as resting after. */
  static double watts(ReplayResult replay, long spanPs) {
    PeakPower profile = new PeakPower();
    ChipletPackage made = replay.plan().chipletPackage();
    for (WindowReplay window : replay.windows()) {
      window.stages().forEach(run -> profile.draw(run, made));
    }
    profile.draw(0, replay.latencyPs(), made.staticJ(replay.latencyPs()));
    return profile.watts(spanPs);
  }

  /** The largest power over any span of this length, in watts. */
  double watts(long spanPs) {
    return mostJ(spanPs) / (spanPs * PS);
  }

  private void draw(StageRun run, ChipletPackage made) {
    Stage stage = run.program().stage();
    for (Transfer transfer : run.transfers()) {
      Flow flow = transfer.program().flow();
      double bits = 8.0 * transfer.sizeBytes();
      double joules = bits * flow.hops() * made.nopJoulePerBit();
      if (flow.kind() != Flow.Kind.SEND) {
        joules += bits * made.dramJoulePerBit();
      }
      draw(transfer.releasePs(), transfer.arrivalPs(), joules);
    }
    for (int m = 0; m < stage.miniBatches(); m++) {
      double joules = stage.computeEnergyJ() * stage.samples(m);
      draw(run.computeStartPs(m), run.computeEndPs(m), joules);
    }
  }

  /** Draws this energy evenly between two times. */
  void draw(long fromPs, long toPs, double joules) {
    if (joules == 0) {
      return;
    }
    long untilPs = Math.max(toPs, fromPs + 1);
    double watts = joules / ((untilPs - fromPs) * PS);
    rises.merge(fromPs, watts, Double::sum);
    rises.merge(untilPs, -watts, Double::sum);
  }

  private double mostJ(long spanPs) {
    int n = rises.size();
    long[] atPs = new long[n];
    double[] watts = new double[n];
    double[] sumJ = new double[n];
    int i = 0;
    for (Map.Entry<Long, Double> rise : rises.entrySet()) {
      atPs[i] = rise.getKey();
      watts[i] = (i == 0 ? 0 : watts[i - 1]) + rise.getValue();
      sumJ[i] = i == 0 ? 0 : sumJ[i - 1] + watts[i - 1] * (atPs[i] - atPs[i - 1]) * PS;
      i++;
    }
    double most = 0;
    int ahead = 0;
    int behind = -1;
    for (int at = 0; at < n; at++) {
      while (ahead + 1 < n && atPs[ahead + 1] <= atPs[at] + spanPs) {
        ahead++;
      }
      double untilEnd = sumJ[ahead] + watts[ahead] * (atPs[at] + spanPs - atPs[ahead]) * PS;
      most = Math.max(most, untilEnd - sumJ[at]);
      while (behind + 1 < n && atPs[behind + 1] <= atPs[at] - spanPs) {
        behind++;
      }
      double before =
          behind < 0 ? 0 : sumJ[behind] + watts[behind] * (atPs[at] - spanPs - atPs[behind]) * PS;
      most = Math.max(most, sumJ[at] - before);
    }
    return most;
  }
}
