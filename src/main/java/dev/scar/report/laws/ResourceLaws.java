package dev.scar.report.laws;

import dev.scar.plan.Resource;
import dev.scar.sim.FlowControl;
import dev.scar.sim.ReplayResult;
import dev.scar.sim.ResourceUse;
import java.util.ArrayList;
import java.util.List;

/** What every link, port and DRAM obeys. */
final class ResourceLaws {
  private ResourceLaws() {}

  static List<Physics.Law> check(Evidence evidence, Ways ways) {
    ReplayResult replay = evidence.replay();
    long[] bytes = new long[evidence.plan().resources().size()];
    long[] busyPs = new long[bytes.length];
    evidence.transfers(
        (run, transfer) -> {
          for (Resource passed : ways.of(run, transfer.program().flow()).own()) {
            int r = passed.ordinal();
            bytes[r] = Math.addExact(bytes[r], transfer.sizeBytes());
            long serving = passed.bandwidth().transferPs(transfer.sizeBytes());
            busyPs[r] = Math.addExact(busyPs[r], serving);
          }
        });
    Tally passes =
        new Tally(
            "bytesPass", "every link, port and DRAM serves the bytes of those whose route has it");
    Tally full =
        new Tally(
            "noResourceAboveFull", "no link, port or DRAM is busy longer than the replay lasts");
    long packets = 0;
    long overlaps = 0;
    long idle = 0;
    for (ResourceUse use : replay.resources()) {
      int r = use.resource().ordinal();
      // A packet that a slower resource has spread may take a picosecond less ({@code
      // replay-rules.md#rule-4}).
      long less = busyPs[r] - use.busyPs();
      passes.check(use.bytes() == bytes[r] && less >= 0 && less <= use.packets());
      full.check(use.busyPs() <= replay.latencyPs());
      packets = Math.addExact(packets, use.packets());
      overlaps = Math.addExact(overlaps, use.overlaps());
      idle = Math.addExact(idle, use.idleWhileWaiting());
    }
    List<Physics.Law> laws = new ArrayList<>(List.of(passes.law(), full.law()));
    laws.add(
        new Physics.Law(
            "onePacketAtATime", "no resource serves two packets at once", packets, overlaps));
    if (replay.flowControl().laws().contains(FlowControl.Law.NO_IDLE_WHILE_WAITING)) {
      laws.add(
          new Physics.Law(
              "noIdleWhileWaiting",
              "no resource is unreserved while a packet that has arrived waits for it",
              packets,
              idle));
    }
    return laws;
  }
}
