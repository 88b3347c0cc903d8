package dev.scar.replay;

import dev.scar.sim.Components;
import dev.scar.sim.Lookahead;
import dev.scar.sim.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rounds of the clock: how long each lasts and which components act in which phase ({@code
 * replay-rules.md#rule-16}, {@code replay-rules.md#rule-18} to {@code replay-rules.md#rule-20}).
 */
final class Rounds {
  private static final int[] NONE = {};
  private static final int EJECTIONS = 1;
  private static final int ENDPOINTS = 2;
  private static final int INJECTIONS = 3;

  private final World world;
  private final Components components;
  private final RoundForm form;
  private final long longestPs;
  private final int[] ranks;
  private List<int[]> phases;
  private boolean longRounds;
  private int phase;
  private long endPs;

  /**
   * Rounds for a world.
   *
   * @param longestPs of a long round where nothing feeds back and no other limit exists than memory
   */
  Rounds(World world, RoundForm form, long longestPs) {
    this.world = world;
    this.components = world.components();
    this.form = world.smallestDelayPs() == 0 ? RoundForm.SINGLE : form;
    this.longestPs = longestPs;
    this.ranks = new int[components.size()];
    this.phases = components.phases();
    enter();
  }

  /** Prepares for the ways that packets take from now on; no round is open. */
  void enter() {
    Optional<List<int[]>> byDepth =
        form == RoundForm.LONG && components.onlyForwards()
            ? Lookahead.byDepth(components.firstEjection(), world)
            : Optional.empty();
    longRounds = byDepth.isPresent();
    phases = byDepth.map(this::inLongRounds).orElseGet(components::phases);
    for (int p = 0; p < phases.size(); p++) {
      for (int component : phases.get(p)) {
        ranks[component] = p;
      }
    }
    phase = phases.size();
    endPs = 0;
  }

  /** What sends without being fed back comes first, so that all it sends is known. */
  private List<int[]> inLongRounds(List<int[]> byDepth) {
    List<int[]> all = components.phases();
    List<int[]> ends = List.of(all.get(ENDPOINTS), all.get(INJECTIONS));
    List<int[]> ordered = new ArrayList<>(byDepth);
    ordered.add(all.get(EJECTIONS));
    ordered.addAll(world.feedsBack() ? ordered.size() : 0, ends);
    return ordered;
  }

  /** Opens the next round before its first phase; the agenda has something due before the limit. */
  void next(Agenda agenda, long untilPs) {
    long earliest = agenda.earliestPs();
    phase = 0;
    if (form == RoundForm.SINGLE) {
      phases = List.of(new int[] {agenda.firstDue(earliest)});
      endPs = earliest + 1;
    } else if (!longRounds) {
      endPs = Math.addExact(earliest, world.smallestDelayPs());
    } else if (world.feedsBack()) {
      long acting = agenda.earliestPs(components.firstEndpoint(), components.size());
      long from = Math.max(earliest, Math.min(acting, agenda.earliestArrivalPs()));
      endPs = Math.addExact(from, world.smallestDelayPs());
    } else {
      endPs = Math.addExact(earliest, longestPs);
    }
    endPs = Math.min(endPs, untilPs);
  }

  /** Goes to the next phase of the open round; false if it was the last. */
  boolean nextPhase() {
    phase = Math.min(phase + 1, phases.size());
    return phase < phases.size();
  }

  int[] phase() {
    return phase < phases.size() ? phases.get(phase) : NONE;
  }

  /** Phase of every component. In rounds of a single event any later event is allowed. */
  int[] ranks() {
    return ranks;
  }

  /** One past the last instant of the open round. */
  long untilPs() {
    return endPs;
  }

  /**
   * Before this time no component may emit to its own or an earlier phase; 0 where a round is a
   * single event.
   */
  long quietUntilPs() {
    return form == RoundForm.SINGLE ? 0 : endPs;
  }
}
