package dev.scar.replay;

import dev.scar.plan.WindowPlan;
import dev.scar.sim.Component;
import dev.scar.sim.Lookahead;
import dev.scar.sim.Network;
import java.util.List;

/**
 * The rounds of the clock: how long each lasts and which components act in which phase ({@code
 * replay-rules.md#rule-18} to {@code replay-rules.md#rule-20}).
 */
final class Rounds {
  private static final int[] NONE = {};

  private final Network network;
  private final RoundForm form;
  private final long smallestDelayPs;
  private final List<int[]> shortPhases;
  private final int[] ranks;
  private List<int[]> phases;
  private boolean longRounds;
  private int phase;
  private long endPs;

  Rounds(Network network, RoundForm form) {
    Lookahead lookahead = new Lookahead(network);
    this.network = network;
    this.smallestDelayPs = lookahead.smallestDelayPs();
    this.form = smallestDelayPs == 0 ? RoundForm.SINGLE : form;
    this.shortPhases = lookahead.shortPhases();
    this.phases = shortPhases;
    this.ranks = new int[network.componentCount()];
  }

  /** Prepares for the routes of some windows; no round is open. */
  void enter(List<WindowPlan> windows) {
    longRounds = false;
    phases = shortPhases;
    if (form == RoundForm.LONG) {
      new Lookahead(network)
          .longPhases(windows)
          .ifPresent(
              byDepth -> {
                phases = byDepth;
                longRounds = true;
              });
    }
    rank();
    phase = phases.size();
    endPs = 0;
  }

  private void rank() {
    for (int p = 0; p < phases.size(); p++) {
      for (int component : phases.get(p)) {
        ranks[component] = p;
      }
    }
  }

  /** Opens the next round before its first phase; false if nothing is pending. */
  boolean next(Agenda agenda) {
    long earliest = agenda.earliestPs();
    if (earliest == Component.NEVER) {
      return false;
    }
    if (form == RoundForm.SINGLE) {
      single(agenda, earliest);
      return true;
    }
    long from = earliest;
    if (longRounds) {
      long acting = agenda.earliestPs(network.firstChiplet(), network.componentCount());
      from = Math.max(earliest, Math.min(acting, agenda.earliestArrivalPs()));
    }
    endPs = Math.addExact(from, smallestDelayPs);
    phase = 0;
    return true;
  }

  private void single(Agenda agenda, long earliestPs) {
    int component = 0;
    while (agenda.duePs(component) != earliestPs) {
      component++;
    }
    phases = List.of(new int[] {component});
    endPs = earliestPs + 1;
    phase = 0;
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
