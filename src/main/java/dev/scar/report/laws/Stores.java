package dev.scar.report.laws;

import dev.scar.plan.Flow;
import dev.scar.plan.Stage;
import dev.scar.plan.WindowPlan;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** When each stage's stores had ended. */
final class Stores {
  private final Evidence evidence;
  private final Map<List<Integer>, long[]> endedPs = new HashMap<>();

  Stores(Evidence evidence) {
    this.evidence = evidence;
    evidence.stages((window, run) -> endedPs.put(key(window.index(), run), ends(run)));
  }

  private static List<Integer> key(int window, StageRun run) {
    return List.of(window, run.program().stage().ordinal());
  }

  private long[] ends(StageRun run) {
    long[] ends = new long[evidence.stage(run).miniBatches()];
    Arrays.fill(ends, Long.MAX_VALUE);
    for (Transfer transfer : run.transfers()) {
      if (transfer.program().flow().kind() == Flow.Kind.STORE) {
        ends[transfer.miniBatch()] = transfer.arrivalPs();
      }
    }
    return ends;
  }

  /**
   * When the first so many samples of some tensors had been stored, for a reader in this window; 0
   * for no tensors, the largest time if something never was.
   */
  long latestPs(int window, Set<Integer> tensors, int samples, Stage reader) {
    long latest = 0;
    for (WindowPlan earlier : evidence.plan().windows().subList(0, window)) {
      for (Stage producer : earlier.stages()) {
        if (producer.model() == reader.model()
            && tensors.stream().anyMatch(producer.segment()::contains)) {
          long[] ended = endedPs.get(List.of(earlier.index(), producer.ordinal()));
          int batches = (samples + producer.miniBatch() - 1) / producer.miniBatch();
          for (int i = 0; i < batches; i++) {
            latest = Math.max(latest, ended == null ? Long.MAX_VALUE : ended[i]);
          }
        }
      }
    }
    return latest;
  }
}
