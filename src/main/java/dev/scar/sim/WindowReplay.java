package dev.scar.sim;

import java.util.List;

/**
 * What happened in one window.
 *
 * @param startPs when it began, absolute
 * @param endPs when its last stage finished, absolute
 * @param stages by stage ordinal
 */
public record WindowReplay(int index, long startPs, long endPs, List<StageRun> stages) {
  public WindowReplay {
    stages = List.copyOf(stages);
  }

  public long latencyPs() {
    return endPs - startPs;
  }

  /**
   * When the last stage of a model finishes, from the start of the window; 0 if it has none here.
   */
  public long modelLatencyPs(int model) {
    long latest = startPs;
    for (StageRun run : stages) {
      if (run.program().stage().model() == model) {
        latest = Math.max(latest, run.finishPs(run.program().stage().miniBatches() - 1));
      }
    }
    return latest - startPs;
  }
}
