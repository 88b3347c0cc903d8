package dev.scar.report;

import dev.scar.plan.Stage;
import dev.scar.sim.StageRun;
import dev.scar.workload.Arrivals;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the frames of a model were ready in time: a frame that arrives is due when the next one
 * arrives, and is ready when the last stage of its model is through with it.
 *
 * <p>The deadlines are those of XRBench (H. Kwon et al., MLSys 2023), with exact periods; a late
 * frame is computed and counted, not dropped.
 *
 * @param everyPs from one frame to the next
 * @param met frames that were ready in time
 * @param longestPs the most from the arrival of a frame until it was ready
 * @param latestPs the most from when a frame was due until it was ready; 0 if all were in time
 */
public record FrameRow(
    String model, int frames, long everyPs, int met, long longestPs, long latestPs) {
  private static final Table<FrameRow> TABLE =
      Table.of(
          Column.text("frames of", FrameRow::model),
          Column.count("number", FrameRow::frames),
          Column.time("one every", FrameRow::everyPs),
          Column.count("met", FrameRow::met),
          Column.count("missed", row -> row.frames() - row.met()),
          Column.time("longest", FrameRow::longestPs),
          Column.time("latest by", FrameRow::latestPs));

  /** A row for each model whose samples arrive as frames. */
  static List<FrameRow> of(RunReport run) {
    List<FrameRow> rows = new ArrayList<>();
    for (int m = 0; m < run.models().size(); m++) {
      ScenarioModel model = run.models().get(m);
      if (model.arrivals() instanceof Arrivals.Periodic periodic && periodic.everyPs() > 0) {
        rows.add(of(model, periodic, readyPs(run, m, model.batch())));
      }
    }
    return rows;
  }

  private static long[] readyPs(RunReport run, int model, int batch) {
    long[] ready = new long[batch];
    run.replay().windows().stream()
        .flatMap(window -> window.stages().stream())
        .filter(each -> each.program().stage().model() == model)
        .forEach(each -> after(each, ready));
    return ready;
  }

  private static void after(StageRun run, long[] readyPs) {
    Stage stage = run.program().stage();
    int sample = 0;
    for (int i = 0; i < stage.miniBatches(); i++) {
      for (int k = 0; k < stage.samples(i); k++) {
        readyPs[sample] = Math.max(readyPs[sample], run.finishPs(i));
        sample++;
      }
    }
  }

  private static FrameRow of(ScenarioModel model, Arrivals.Periodic frames, long[] readyPs) {
    int met = 0;
    long longest = 0;
    long latest = 0;
    for (int i = 0; i < readyPs.length; i++) {
      long took = readyPs[i] - frames.ps(i);
      met += took <= frames.everyPs() ? 1 : 0;
      longest = Math.max(longest, took);
      latest = Math.max(latest, took - frames.everyPs());
    }
    return new FrameRow(model.id(), readyPs.length, frames.everyPs(), met, longest, latest);
  }

  /** As a run prints them; nothing where no samples arrive as frames. */
  static String text(List<FrameRow> rows) {
    return rows.isEmpty() ? "" : '\n' + TABLE.text(rows);
  }
}
