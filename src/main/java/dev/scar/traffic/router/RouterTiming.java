package dev.scar.traffic.router;

import java.util.List;

/**
 * When flits get on, in cycles.
 *
 * @param cyclePs picoseconds of a cycle
 * @param injectCycles from entering the injection port to competing in the first router
 * @param ejectCycles from being granted the ejection port to arriving
 * @param hopCycles by link: from being granted it to competing in the next router
 * @param flitCycles by link: time of a flit, at least a cycle
 * @param injectFlitCycles by node, for its injection port
 * @param ejectFlitCycles by node, for its ejection port
 */
public record RouterTiming(
    long cyclePs,
    int injectCycles,
    int ejectCycles,
    List<Integer> hopCycles,
    List<Double> flitCycles,
    List<Double> injectFlitCycles,
    List<Double> ejectFlitCycles) {
  public RouterTiming {
    hopCycles = List.copyOf(hopCycles);
    flitCycles = List.copyOf(flitCycles);
    injectFlitCycles = List.copyOf(injectFlitCycles);
    ejectFlitCycles = List.copyOf(ejectFlitCycles);
    if (cyclePs < 1 || injectCycles < 1 || ejectCycles < 0) {
      throw new IllegalArgumentException("cycles and injections take time");
    }
    if (hopCycles.stream().anyMatch(hop -> hop < 1)
        || flitCycles.stream().anyMatch(flit -> flit < 1)) {
      throw new IllegalArgumentException("a hop and a flit take at least a cycle");
    }
  }
}
