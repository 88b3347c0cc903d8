package dev.scar.traffic.router;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.ChipletPackage;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopLink;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The ports of all routers, numbered through: by node the links in the order of their ordinals,
 * then the node's own port.
 *
 * <p>An injection port is an output, too, of the node's source; those come after the outputs of
 * routers.
 */
final class Ports {
  private static final double EXACT = 1e-9;
  private static final int MOST_PORTS = Long.SIZE - 1;
  private static final int WORD = 6;

  final int nodes;

  /** Bits of a channel's number that say which one of its port it is. */
  final int shift;

  /** Words of a node's channels of inputs. */
  final int words;

  final int inputs;
  final int routerOutputs;

  /** The most inputs or outputs of a node. */
  final int most;

  final int outputs;

  /** By node, and one more. */
  final int[] firstInput;

  /** By node, and one more. */
  final int[] firstOutput;

  /** By output: the input at its other end; −1 for an ejection port. */
  final int[] leadsTo;

  /** By output: the node that it is of. */
  final int[] from;

  /** By output: the ordinal of its link; −1 for a port. */
  final int[] link;

  /** By output: cycles from being granted to competing at the other end, or to arriving. */
  final int[] delay;

  /** By output: cycles from leaving the buffer at the other end to the slot being usable. */
  final int[] creditDelay;

  /** By output: cycles of a flit. */
  final double[] flitCycles;

  /** By input: the output that feeds it. */
  final int[] fedBy;

  /** By input. */
  final int[] nodeOf;

  /** Whether any output takes more than a cycle for a flit. */
  final boolean slow;

  /** By node: its ejection port; −1 if it has none. */
  final int[] ejection;

  /** By node: the output of its source; −1 if it has none. */
  final int[] injection;

  private final int[] outputOfLink;

  Ports(ChipletPackage chipletPackage, RouterTiming timing, int vcs) {
    NopGraph graph = chipletPackage.nop();
    List<NopLink> links = graph.links();
    List<Chiplet> chiplets = chipletPackage.chiplets();
    nodes = graph.nodeCount();
    shift = Integer.SIZE - Integer.numberOfLeadingZeros(vcs - 1);
    firstInput = new int[nodes + 1];
    firstOutput = new int[nodes + 1];
    most = count(links, chiplets);
    words = (most << shift) + Long.SIZE - 1 >> WORD;
    inputs = links.size() + chiplets.size();
    routerOutputs = inputs;
    outputs = routerOutputs + chiplets.size();
    leadsTo = new int[outputs];
    from = new int[outputs];
    link = new int[outputs];
    delay = new int[outputs];
    creditDelay = new int[outputs];
    flitCycles = new double[outputs];
    fedBy = new int[inputs];
    nodeOf = new int[inputs];
    ejection = new int[nodes];
    injection = new int[nodes];
    outputOfLink = new int[links.size()];
    Arrays.fill(link, -1);
    Arrays.fill(ejection, -1);
    Arrays.fill(injection, -1);
    int[] nextInput = firstInput.clone();
    int[] nextOutput = firstOutput.clone();
    for (NopLink each : links) {
      int output = nextOutput[each.from()]++;
      outputOfLink[each.ordinal()] = output;
      from[output] = each.from();
      link[output] = each.ordinal();
      int hop = timing.hopCycles().get(each.ordinal());
      join(output, nextInput[each.to()]++, each.to(), hop, Math.max(1, hop - 1));
      flitCycles[output] = timing.flitCycles().get(each.ordinal());
    }
    int source = routerOutputs;
    for (Chiplet chiplet : chiplets) {
      int node = chiplet.node();
      injection[node] = source;
      from[source] = node;
      join(source, nextInput[node]++, node, timing.injectCycles(), timing.injectCycles());
      flitCycles[source++] = timing.injectFlitCycles().get(node);
      int port = nextOutput[node]++;
      ejection[node] = port;
      from[port] = node;
      leadsTo[port] = -1;
      delay[port] = timing.ejectCycles();
      creditDelay[port] = Math.max(1, timing.ejectCycles() - 1);
      flitCycles[port] = timing.ejectFlitCycles().get(node);
    }
    slow = Arrays.stream(flitCycles).anyMatch(flit -> flit > 1);
  }

  /** Counts what each node has, and returns the most. */
  private int count(List<NopLink> links, List<Chiplet> chiplets) {
    for (NopLink each : links) {
      firstInput[each.to() + 1]++;
      firstOutput[each.from() + 1]++;
    }
    for (Chiplet chiplet : chiplets) {
      firstInput[chiplet.node() + 1]++;
      firstOutput[chiplet.node() + 1]++;
    }
    int highest =
        IntStream.concat(Arrays.stream(firstInput), Arrays.stream(firstOutput)).max().orElse(0);
    if (highest > MOST_PORTS) {
      throw new IllegalArgumentException(
          "a router has at most " + MOST_PORTS + " ports, not " + highest);
    }
    Arrays.parallelPrefix(firstInput, Integer::sum);
    Arrays.parallelPrefix(firstOutput, Integer::sum);
    return highest;
  }

  private void join(int output, int input, int node, int cycles, int creditCycles) {
    leadsTo[output] = input;
    fedBy[input] = output;
    nodeOf[input] = node;
    delay[output] = cycles;
    creditDelay[output] = creditCycles;
  }

  int outputOf(NopLink each) {
    return outputOfLink[each.ordinal()];
  }

  /**
   * How many credits of a channel are so many that nobody can tell whether a further one comes now
   * or after its delay of d cycles: of those that it has, d − 1 may have come too soon, and d may
   * be used meanwhile, which leaves one. Where a switch looks at how many there are, it can always
   * be told.
   */
  int plenty(int output) {
    return 2 * creditDelay[output];
  }

  /**
   * Whether an ejection port uses more credits than it has until the first one is back.
   *
   * @param depth credits that it has at first
   */
  boolean runsOut(int port, int depth) {
    return depth <= delay[port] + creditDelay[port];
  }

  /** The longest time that anything is under way. */
  int longestDelay() {
    int longest = 1;
    for (int o = 0; o < outputs; o++) {
      longest = Math.max(longest, delay[o] + creditDelay[o]);
    }
    return longest;
  }

  /** Whole cycles after the first one until a flit that takes so many is through. */
  static int lag(double cycles) {
    return (int) Math.ceil(cycles - EXACT) - 1;
  }
}
