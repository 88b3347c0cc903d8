package dev.scar.report.laws;

import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.Dram;
import dev.scar.hardware.DramInterface;
import dev.scar.hardware.NopLink;
import dev.scar.hardware.Route;
import dev.scar.plan.Flow;
import dev.scar.plan.Resource;
import dev.scar.plan.Resources;
import dev.scar.sim.StageRun;
import dev.scar.units.Bandwidth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ways of flows as the package says, whatever ways the simulator took; each worked out once,
 * for all its transfers.
 */
final class Ways {
  private final Evidence evidence;
  private final List<@Nullable Way[]> known = new ArrayList<>();

  Ways(Evidence evidence) {
    this.evidence = evidence;
    evidence.plan().windows().forEach(window -> known.add(new Way[window.flows().size()]));
  }

  /**
   * A way.
   *
   * @param resources in order
   * @param own those that nobody passed for it before: all of them, but for a tensor that is
   *     multicast
   * @param latencyPs of its links and its DRAM
   */
  record Way(List<Resource> resources, List<Resource> own, Bandwidth slowest, long latencyPs) {
    static Way of(List<Resource> resources, Set<Resource> passedBefore, long latencyPs) {
      Bandwidth slowest =
          resources.stream().map(Resource::bandwidth).min(Bandwidth::compareTo).orElseThrow();
      List<Resource> own = new ArrayList<>(resources);
      own.removeAll(passedBefore);
      return new Way(resources, own, slowest, latencyPs);
    }

    /** Links that nobody passed for it before. */
    long ownHops() {
      return own.stream().filter(resource -> resource.kind() == Resource.Kind.LINK).count();
    }

    /** No transfer of so many bytes takes less. */
    long leastPs(long sizeBytes) {
      return Math.addExact(slowest.transferPs(sizeBytes), latencyPs);
    }
  }

  /** That of a flow of this stage. */
  Way of(StageRun run, Flow flow) {
    @Nullable Way[] flows = known.get(run.window());
    Way way = flows[flow.ordinal()];
    if (way == null) {
      way = found(run, flow);
      flows[flow.ordinal()] = way;
    }
    return way;
  }

  private Way found(StageRun run, Flow flow) {
    ChipletPackage chips = evidence.plan().chipletPackage();
    Resources all = evidence.plan().resources();
    int here = evidence.stage(run).chiplet();
    List<Resource> passed = new ArrayList<>();
    if (flow.kind() == Flow.Kind.SEND) {
      int there = evidence.consumer(run, flow).chiplet();
      Route route = chips.routing().route(here, there);
      passed.add(all.injection(here));
      route.links().forEach(link -> passed.add(all.link(link.ordinal())));
      passed.add(all.ejection(there));
      return Way.of(passed, passedBefore(run, flow), latencyPs(route));
    }
    DramInterface at = chips.nearestDram(here);
    Dram dram = chips.drams().get(at.dram());
    boolean load = flow.kind() != Flow.Kind.STORE && flow.kind() != Flow.Kind.SPILL;
    Route route =
        load ? chips.routing().route(at.node(), here) : chips.routing().route(here, at.node());
    passed.add(load ? all.dram(at.dram()) : all.injection(here));
    route.links().forEach(link -> passed.add(all.link(link.ordinal())));
    passed.add(load ? all.ejection(here) : all.dram(at.dram()));
    return Way.of(passed, Set.of(), Math.addExact(latencyPs(route), dram.latencyPs()));
  }

  /** What the tree of a branch passes on the ways to those before it. */
  private Set<Resource> passedBefore(StageRun run, Flow branch) {
    Set<Resource> passed = new HashSet<>();
    for (Flow send : evidence.stage(run).sends()) {
      if (branch.isBranch()
          && send.layer() == branch.layer()
          && send.ordinal() < branch.ordinal()) {
        passed.addAll(of(run, send).resources());
      }
    }
    return passed;
  }

  private static long latencyPs(Route route) {
    return route.links().stream().mapToLong(NopLink::latencyPs).sum();
  }
}
