package dev.scar.replay;

import dev.scar.sim.Component;
import dev.scar.sim.StageRun;
import dev.scar.sim.Transfer;
import dev.scar.sim.World;
import java.util.ArrayDeque;
import java.util.List;

/**
 * What the clock knows between phases: what waits for each component, when each has something to
 * do, what is in flight.
 */
final class Agenda implements World.Starter {
  private final Inbox[] inboxes;
  private final Outbox[] outboxes;
  private final long[] duePs;
  private final ArrayDeque<PacketBatch> spare = new ArrayDeque<>();
  private final ArrivalBounds arrivals;

  Agenda(List<Component> all) {
    int components = all.size();
    inboxes = new Inbox[components];
    outboxes = new Outbox[components];
    for (int c = 0; c < components; c++) {
      inboxes[c] = new Inbox();
      outboxes[c] = new Outbox();
    }
    duePs = all.stream().mapToLong(Component::nextPs).toArray();
    arrivals = new ArrivalBounds(components);
  }

  Inbox inbox(int component) {
    return inboxes[component];
  }

  Outbox outbox(int component) {
    return outboxes[component];
  }

  /** A barrier: every component restarts before it does anything else. */
  @Override
  public void restart(long timePs) {
    for (Inbox inbox : inboxes) {
      inbox.restart(timePs);
    }
  }

  /** A chiplet is given its next stages. */
  @Override
  public void begin(int chiplet, List<StageRun> runs, long startPs) {
    inboxes[chiplet].add(runs, startPs);
    duePs[chiplet] = Math.min(duePs[chiplet], startPs);
  }

  /** The earliest event of this component: its own, or what waits for it. */
  long duePs(int component) {
    return duePs[component];
  }

  long earliestPs() {
    return earliestPs(0, duePs.length);
  }

  /** The earliest event of the components [from, to). */
  long earliestPs(int from, int to) {
    long earliest = Component.NEVER;
    for (int c = from; c < to; c++) {
      earliest = Math.min(earliest, duePs[c]);
    }
    return earliest;
  }

  /** The first component that is due at this time. */
  int firstDue(long timePs) {
    int component = 0;
    while (duePs[component] != timePs) {
      component++;
    }
    return component;
  }

  /** A lower bound of when some transfer in flight arrives. */
  long earliestArrivalPs() {
    return arrivals.earliestPs();
  }

  /** A component has answered: its inbox is used up. */
  void answered(ClockCommand.Advanced answer) {
    int component = answer.component();
    duePs[component] = answer.nextPs();
    arrivals.answered(answer);
    inboxes[component].packets().forEach(spare::push);
    inboxes[component].clear();
  }

  /** The outbox of this component, with as many empty batches as it has ever needed at once. */
  Outbox supplied(int component) {
    Outbox outbox = outboxes[component];
    while (outbox.wanted() > 0 && !spare.isEmpty()) {
      outbox.recycle(spare.pop());
    }
    return outbox;
  }

  /**
   * Hands over what a component emitted. Nothing may be due before {@code notBeforePs} at a
   * component of rank up to its own.
   */
  void handOver(int component, int[] rank, long notBeforePs) {
    Outbox outbox = outboxes[component];
    for (PacketBatch batch : outbox.packets()) {
      check(component, batch.target(), batch.earliestPs(), rank, notBeforePs);
      inboxes[batch.target()].add(batch);
      duePs[batch.target()] = Math.min(duePs[batch.target()], batch.earliestPs());
    }
    outbox.released().forEach(arrivals::released);
    for (Transfer transfer : outbox.delivered()) {
      arrivals.delivered(transfer);
      transfer.tell(chiplet -> deliver(component, chiplet, transfer, rank, notBeforePs));
    }
    outbox.clear();
  }

  private void deliver(int from, int chiplet, Transfer transfer, int[] rank, long notBeforePs) {
    check(from, chiplet, transfer.arrivalPs(), rank, notBeforePs);
    inboxes[chiplet].add(transfer);
    duePs[chiplet] = Math.min(duePs[chiplet], transfer.arrivalPs());
  }

  private static void check(int from, int to, long timePs, int[] rank, long notBeforePs) {
    if (timePs < notBeforePs && rank[to] <= rank[from]) {
      throw new IllegalStateException(
          "component "
              + from
              + " emitted an event for component "
              + to
              + " at "
              + timePs
              + " ps, inside the round that ends at "
              + notBeforePs);
    }
  }
}
