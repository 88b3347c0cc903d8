package dev.scar.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stages of a window of which several share a chiplet, one after another ({@code model.md#order}).
 */
final class Turns {
  private Turns() {}

  /** Whether some chiplet has several of these stages. */
  static boolean areTaken(List<Stage> stages) {
    return stages.stream().mapToInt(Stage::chiplet).distinct().count() < stages.size();
  }

  /**
   * The same stages, each after those that send to it and those before it on its chiplet. <b>Cost:
   * </b> O(stages · log stages + flows).
   *
   * @throws IllegalArgumentException if stages wait for each other
   */
  static List<Stage> ordered(List<Stage> stages) {
    Map<Integer, List<Stage>> awaitedBy = new HashMap<>();
    Map<Integer, Integer> open = new HashMap<>();
    Map<Integer, Stage> senders = new HashMap<>();
    stages.forEach(stage -> stage.sends().forEach(flow -> senders.put(flow.ordinal(), stage)));
    Map<Integer, Stage> before = new HashMap<>();
    List<Stage> turns = new ArrayList<>(stages);
    turns.sort(Comparator.comparingInt(stage -> stage.segment().order()));
    for (Stage stage : turns) {
      List<Stage> awaited = new ArrayList<>();
      stage.inputs().stream()
          .filter(senders::containsKey)
          .forEach(flow -> awaited.add(senders.get(flow)));
      Stage last = before.put(stage.chiplet(), stage);
      if (last != null) {
        awaited.add(last);
      }
      open.put(stage.ordinal(), awaited.size());
      awaited.forEach(
          a -> awaitedBy.computeIfAbsent(a.ordinal(), o -> new ArrayList<>()).add(stage));
    }
    Deque<Stage> free = new ArrayDeque<>();
    stages.stream().filter(stage -> open.getOrDefault(stage.ordinal(), 0) == 0).forEach(free::add);
    List<Stage> ordered = new ArrayList<>();
    while (!free.isEmpty()) {
      Stage next = free.remove();
      ordered.add(next);
      for (Stage stage : awaitedBy.getOrDefault(next.ordinal(), List.of())) {
        if (open.merge(stage.ordinal(), -1, Integer::sum) == 0) {
          free.add(stage);
        }
      }
    }
    if (ordered.size() < stages.size()) {
      throw new IllegalArgumentException("stages wait for each other");
    }
    return ordered;
  }

  /** When the last of the stages of one model ends, were it alone in its window. */
  static long latestPs(List<Stage> pipeline) {
    if (!areTaken(pipeline)) {
      return Recurrence.of(pipeline)
          .latestPs(
              Recurrence.Durations.of(pipeline),
              Recurrence.Ready.AT_ONCE,
              Recurrence.Listener.NONE);
    }
    Map<Integer, QueueEnds> queues = new HashMap<>();
    Map<Integer, long[]> arrivalPs = new HashMap<>();
    long latest = 0;
    for (Stage stage : ordered(pipeline)) {
      List<Stage> alone = List.of(stage);
      Recurrence recurrence = Recurrence.of(alone);
      List<long[]> inputs = stage.inputs().stream().map(arrivalPs::get).toList();
      QueueEnds.Next then = queues.getOrDefault(stage.chiplet(), QueueEnds.at(0)).then(stage);
      long[][] arrivals = new long[stage.steps().size()][stage.miniBatches()];
      for (int s = 0; s < arrivals.length; s++) {
        if (stage.steps().get(s) instanceof Step.Move move) {
          arrivalPs.put(move.flow().ordinal(), arrivals[s]);
        }
      }
      long end =
          recurrence.latestPs(
              Recurrence.Durations.of(alone),
              new Recurrence.Ready() {
                @Override
                public long ps(int k, int miniBatch) {
                  return 0;
                }

                @Override
                public long stepPs(int k, int step, int miniBatch) {
                  return then.beginPs(step, miniBatch);
                }

                @Override
                public long sentPs(int k, int miniBatch) {
                  return inputs.stream().mapToLong(input -> input[miniBatch]).max().orElse(0);
                }
              },
              (miniBatch, endPs) -> {
                then.ended(endPs, 0);
                for (int s = 0; s < arrivals.length; s++) {
                  arrivals[s][miniBatch] = endPs[s];
                }
              });
      queues.put(stage.chiplet(), then.all());
      latest = Math.max(latest, end);
    }
    return latest;
  }
}
