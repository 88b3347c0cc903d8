/**
 * What computes: chiplets, directed NoP links, DRAM interfaces, and how packets are routed between
 * them.
 *
 * <p>A package is a graph of nodes (routers). A node holds at most one chiplet; DRAM interfaces
 * hang on nodes. Start at {@link dev.scar.hardware.ChipletPackage}. Everything the paper calls "100
 * GB/s per chiplet" is read as: every link, and every chiplet's injection and ejection port.
 *
 * <p>Packages come from files ({@link dev.scar.hardware.TopologyReader}) or networks from
 * generators ({@link dev.scar.hardware.NopGraphs}), which {@link dev.scar.hardware.TopologyWriter}
 * turns into files. A {@link dev.scar.hardware.RoutingAlgorithm} gives each its routes, one for
 * every ordered pair of nodes. {@link dev.scar.hardware.DeadlockProof} says whether they can
 * deadlock; {@link dev.scar.hardware.NopMetrics}, {@link dev.scar.hardware.Bisection} and {@link
 * dev.scar.hardware.LinkLoad} what they are worth.
 *
 * <p>Decisions: every node reaches every other, or the package is refused, so nothing downstream
 * meets an unreachable chiplet or DRAM. Hop latencies of zero are allowed; the simulator then falls
 * back to one event a round. All algorithms decide node by node without knowing where a packet
 * comes from, so a proof over all pairs takes O(nodes²) steps and no route is ever stored; only
 * tables keep theirs. Links are numbered by from-node, to-node and order of appearance.
 *
 * <p><b>Stable:</b> {@link dev.scar.hardware.ChipletPackage}, {@link dev.scar.hardware.Chiplet},
 * {@link dev.scar.hardware.ChipletType}, {@link dev.scar.hardware.NopGraph}, {@link
 * dev.scar.hardware.NopGraphs}, {@link dev.scar.hardware.NopLink}, {@link
 * dev.scar.hardware.LinkSpec}, {@link dev.scar.hardware.PackageBuilder}, {@link
 * dev.scar.hardware.ChipletTypeBuilder}, {@link dev.scar.hardware.Routing}, {@link
 * dev.scar.hardware.RoutingAlgorithm}, {@link dev.scar.hardware.Routings}, {@link
 * dev.scar.hardware.Route}, {@link dev.scar.hardware.DeadlockProof}, {@link
 * dev.scar.hardware.RoutingVerdict}, {@link dev.scar.hardware.Dram}, {@link
 * dev.scar.hardware.DramInterface}, {@link dev.scar.hardware.DramTiming}, {@link
 * dev.scar.hardware.PackageTerms}, {@link dev.scar.hardware.TopologyReader}, {@link
 * dev.scar.hardware.TopologyWriter}.
 */
@NullMarked
package dev.scar.hardware;

import org.jspecify.annotations.NullMarked;
