package dev.scar.sim;

import dev.scar.plan.Resource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Finds the packets that wait for each other where nothing is under way any more and flits are
 * left: following what each waits for closes a cycle.
 */
final class RouterStandstill {
  private final List<RouterModel> routers;
  private final int vcs;
  private final Map<RouterOutput, RouterModel> ownerOf = new IdentityHashMap<>();
  private final Map<RouterOutput, Spot> endOf = new IdentityHashMap<>();

  /** A channel of an input. */
  private record Spot(RouterModel router, int input, int channel) {
    RouterInput at() {
      return router.inputs().get(input);
    }
  }

  RouterStandstill(List<RouterModel> routers, int vcs) {
    this.routers = routers;
    this.vcs = vcs;
    for (RouterModel router : routers) {
      router.outputs().forEach(output -> ownerOf.put(output, router));
      for (int i = 0; i < router.inputs().size(); i++) {
        RouterOutput fedBy = router.inputs().get(i).fedBy();
        if (fedBy != null) {
          endOf.put(fedBy, new Spot(router, i, 0));
        }
      }
    }
  }

  /** Throws if flits are left. */
  void check(long timePs) {
    for (RouterModel router : routers) {
      for (int i = 0; i < router.inputs().size(); i++) {
        long waiting = router.inputs().get(i).waiting();
        if (waiting != 0) {
          Spot first = new Spot(router, i, Long.numberOfTrailingZeros(waiting));
          throw new DeadlockException(
              "in the window that began at " + timePs + " ps", timePs, waits(cycle(first)));
        }
      }
    }
  }

  private List<Spot> cycle(Spot first) {
    List<Spot> path = new ArrayList<>();
    Spot at = first;
    while (!path.contains(at)) {
      path.add(at);
      at = blocker(at);
    }
    return path.subList(path.indexOf(at), path.size());
  }

  private Spot blocker(Spot spot) {
    RouterInput input = spot.at();
    int c = spot.channel();
    if (input.count(c) == 0) {
      return upstream(spot);
    }
    RouterOutput to = input.to(c);
    if (input.outputVc(c) >= 0) {
      return end(to, input.outputVc(c));
    }
    int vc = Long.numberOfTrailingZeros(input.allowed(c));
    int holder = to.holder(vc);
    return holder >= 0 ? new Spot(spot.router(), holder / vcs, holder % vcs) : end(to, vc);
  }

  private Spot end(RouterOutput output, int vc) {
    Spot end = Objects.requireNonNull(endOf.get(output));
    return new Spot(end.router(), end.input(), vc);
  }

  /** Where the rest of the packet is that comes to an empty channel. */
  private Spot upstream(Spot spot) {
    RouterOutput fedBy = Objects.requireNonNull(spot.at().fedBy());
    int holder = fedBy.holder(spot.channel());
    return new Spot(Objects.requireNonNull(ownerOf.get(fedBy)), holder / vcs, holder % vcs);
  }

  /** The transfer whose flits are, or come next, in a channel. */
  private Transfer transfer(Spot spot) {
    RouterInput input = spot.at();
    return input.count(spot.channel()) > 0
        ? input.channel(spot.channel()).transfer()
        : transfer(upstream(spot));
  }

  /** A wait for every transfer, whose flits lie in one channel after another. */
  private List<DeadlockException.Wait> waits(List<Spot> closed) {
    int size = closed.size();
    int start = 0;
    while (start < size - 1 && transfer(closed.get(start)) == transfer(closed.get(size - 1))) {
      start++;
    }
    List<DeadlockException.Wait> waits = new ArrayList<>();
    List<String> held = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Spot spot = closed.get((start + i) % size);
      held.add(spot.at().from().name() + " vc" + spot.channel());
      if (transfer(spot) != transfer(closed.get((start + i + 1) % size)) || i == size - 1) {
        waits.add(wait(spot, held));
        held.clear();
      }
    }
    return waits;
  }

  private DeadlockException.Wait wait(Spot spot, List<String> held) {
    Transfer transfer = transfer(spot);
    List<Resource> way = transfer.path().path().resources();
    RouterInput input = spot.at();
    int vc = input.outputVc(spot.channel());
    return new DeadlockException.Wait(
        transfer.program().flow().kind().toString().toLowerCase(Locale.ROOT)
            + " "
            + transfer.program().flow().ordinal()
            + " ("
            + way.get(0).name()
            + " to "
            + way.get(way.size() - 1).name()
            + ")",
        held,
        input.to(spot.channel()).resource().name(),
        vc >= 0 ? "vc" + vc : "vc" + Long.numberOfTrailingZeros(input.allowed(spot.channel())));
  }
}
