package dev.scar.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The transfers that are under way, and which of them are {@linkplain Train trains}: those that
 * meet nobody as far as it is known.
 */
final class UnderWay {
  private final Component[] components;
  private final Map<Transfer, Train> trains = new IdentityHashMap<>();
  private final List<Train> all = new ArrayList<>();
  private final PriorityQueue<Train> byArrival =
      new PriorityQueue<>(Comparator.comparingLong(UnderWay::arrivalPs));

  UnderWay(Component[] components) {
    this.components = components;
  }

  private static long arrivalPs(Train train) {
    return train.endPs(train.transfer().path().last());
  }

  /** When the next train arrives, or {@link Component#NEVER}. */
  long nextArrivalPs() {
    Train first = byArrival.peek();
    return first == null ? Component.NEVER : arrivalPs(first);
  }

  /** Takes away the train that arrives next. */
  Train removeFirst() {
    return byArrival.remove();
  }

  /** A transfer has arrived; says whether it was none of the trains. */
  boolean arrived(Transfer transfer) {
    all.removeIf(train -> train.transfer() == transfer);
    return trains.remove(transfer) == null;
  }

  boolean isTrain(Transfer transfer) {
    return trains.containsKey(transfer);
  }

  /**
   * A transfer begins. It is a train if it meets nobody; else no train stays one that meets it, or
   * that shares a resource still to be passed with one that thereby is none any more, for whoever
   * waits comes later to what follows.
   *
   * @return the trains that are none any more
   */
  List<Train> begin(Train begun, long nowPs) {
    List<Train> met = new ArrayList<>();
    boolean free = isFree(begun);
    for (Train other : all) {
      free &= !meet(begun, other);
    }
    if (free) {
      trains.put(begun.transfer(), begun);
      byArrival.add(begun);
    } else {
      List<Train> delayed = new ArrayList<>(List.of(begun));
      while (!delayed.isEmpty()) {
        Train late = delayed.remove(delayed.size() - 1);
        for (Train other : all) {
          if (isTrain(other.transfer()) && share(late, other, nowPs)) {
            trains.remove(other.transfer());
            byArrival.remove(other);
            delayed.add(other);
            met.add(other);
          }
        }
      }
    }
    all.add(begun);
    return met;
  }

  /** Whether any transfer that is no train has more than so many packets yet to begin. */
  boolean isAnyLeft(long packets) {
    for (Train one : all) {
      Transfer transfer = one.transfer();
      if (!isTrain(transfer) && transfer.packets() - transfer.begun() > packets) {
        return true;
      }
    }
    return false;
  }

  /** Those that are no trains, in groups whose ways have nothing in common. */
  List<List<Transfer>> meetings() {
    List<List<Transfer>> groups = new ArrayList<>();
    for (Train one : all) {
      Transfer transfer = one.transfer();
      if (isTrain(transfer)) {
        continue;
      }
      List<Transfer> own = new ArrayList<>();
      groups.removeIf(
          group -> {
            boolean meets = group.stream().anyMatch(t -> t.path().meets(transfer.path()));
            if (meets) {
              own.addAll(group);
            }
            return meets;
          });
      own.add(transfer);
      groups.add(own);
    }
    return groups;
  }

  /** Whether everything on its way is free when its first packet comes. */
  private boolean isFree(Train train) {
    SimPath path = train.transfer().path();
    for (int p = 0; p <= path.last(); p++) {
      if (path.component(p) >= 0 && components[path.component(p)].freePs() > train.headPs(p, 0)) {
        return false;
      }
    }
    return true;
  }

  /** Whether two share a resource and do not surely pass it one wholly before the other. */
  private boolean meet(Train begun, Train other) {
    if (!begun.transfer().path().meets(other.transfer().path())) {
      return false;
    }
    boolean isTrain = isTrain(other.transfer());
    SimPath path = begun.transfer().path();
    SimPath others = other.transfer().path();
    for (int p = 0; p <= path.last(); p++) {
      int q = others.positionOf(path.component(p));
      if (q >= 0 && (!isTrain || !(isBefore(begun, p, other, q) || isBefore(other, q, begun, p)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBefore(Train first, int p, Train second, int q) {
    long head = second.headPs(q, 0);
    return first.endPs(p) <= head && first.lastHeadPs(p) < head;
  }

  /** Whether two share a resource that neither has passed yet. */
  private static boolean share(Train late, Train other, long nowPs) {
    if (!late.transfer().path().meets(other.transfer().path())) {
      return false;
    }
    SimPath path = late.transfer().path();
    SimPath others = other.transfer().path();
    for (int p = 0; p <= path.last(); p++) {
      int q = others.positionOf(path.component(p));
      if (q >= 0 && late.endPs(p) > nowPs && other.endPs(q) > nowPs) {
        return true;
      }
    }
    return false;
  }
}
