package dev.scar.report.laws;

import dev.scar.plan.Flow;
import dev.scar.plan.Stage;
import dev.scar.sim.ReplayResult;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import dev.scar.sim.WindowReplay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The most that the L2 of a chiplet holds while two or more of its segments are in work, by what
 * was seen of a replay: what enters from the load on, all that is live while it is computed, what
 * leaves to its last output; weights and tensors that stay to the last computation that needs them.
 * Inputs that others send count from where they are needed.
 */
record SharedL2(int node, long l2Bytes, long mostWhileShared) {
  private record Change(long timePs, long bytes, int segments) {}

  static List<SharedL2> of(ReplayResult replay) {
    Map<Integer, List<StageRun>> chiplets = new TreeMap<>();
    for (WindowReplay window : replay.windows()) {
      List<StageRun> turns = new ArrayList<>(window.stages());
      turns.sort(Comparator.comparingInt(StageRun::turn));
      turns.forEach(
          run ->
              chiplets
                  .computeIfAbsent(run.program().stage().chiplet(), c -> new ArrayList<>())
                  .add(run));
    }
    List<SharedL2> all = new ArrayList<>();
    chiplets.forEach(
        (node, runs) ->
            all.add(new SharedL2(node, runs.get(0).program().stage().l2Bytes(), mostOf(runs))));
    return all;
  }

  private static long mostOf(List<StageRun> runs) {
    List<Change> changes = new ArrayList<>();
    for (int r = 0; r < runs.size(); r++) {
      long nextPs = r + 1 < runs.size() ? runs.get(r + 1).beganPs(0) : Long.MAX_VALUE;
      changes(runs.get(r), nextPs, changes);
    }
    changes.sort(Comparator.comparingLong(Change::timePs));
    long bytes = 0;
    int segments = 0;
    long most = 0;
    for (int c = 0; c < changes.size(); c++) {
      bytes += changes.get(c).bytes();
      segments += changes.get(c).segments();
      boolean settled =
          c + 1 == changes.size() || changes.get(c + 1).timePs() > changes.get(c).timePs();
      most = settled && segments > 1 ? Math.max(most, bytes) : most;
    }
    return most;
  }

  private static void changes(StageRun run, long nextPs, List<Change> changes) {
    Stage stage = run.program().stage();
    int last = stage.miniBatches() - 1;
    long[] outPs = new long[last + 1];
    for (int i = 0; i <= last; i++) {
      outPs[i] = run.computeEndPs(i);
    }
    for (Transfer transfer : run.transfers()) {
      Flow.Kind kind = transfer.program().flow().kind();
      int i = transfer.miniBatch();
      if (kind == Flow.Kind.SEND || kind == Flow.Kind.STORE) {
        outPs[i] = Math.max(outPs[i], transfer.arrivalPs());
      } else if (kind == Flow.Kind.PREFETCH) {
        span(transfer.releasePs(), nextPs, transfer.sizeBytes(), 0, changes);
      }
    }
    for (int i = 0; i <= last; i++) {
      long samples = stage.samples(i);
      long startPs = run.computeStartPs(i);
      long endPs = run.computeEndPs(i);
      span(run.beganPs(i), startPs, stage.enteringBytes() * samples, 0, changes);
      span(startPs, endPs, stage.activationBytes() * samples, 0, changes);
      span(endPs, outPs[i], stage.leavingBytes() * samples, 0, changes);
    }
    long weights = stage.weightsResident() ? stage.weightBytes() : 0;
    long handed = stage.kept().handedBytes();
    long own = weights + stage.kept().bytes() - handed;
    span(run.beganPs(0), run.computeEndPs(last), own, 0, changes);
    span(run.beganPs(0), nextPs, handed, 0, changes);
    span(run.beganPs(0), outPs[last], 0, 1, changes);
  }

  private static void span(long fromPs, long toPs, long bytes, int segments, List<Change> changes) {
    if (fromPs < toPs) {
      changes.add(new Change(fromPs, bytes, segments));
      changes.add(new Change(toPs, -bytes, -segments));
    }
  }
}
