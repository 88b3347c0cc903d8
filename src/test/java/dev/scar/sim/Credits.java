package dev.scar.sim;

import dev.scar.plan.Resource;
import dev.scar.plan.Wiring;
import dev.scar.trace.LogDetail;
import java.util.Set;

/**
 * A flow control with finite buffers, for tests: every input of a resource has room for so many
 * packets, a packet goes on only where there is room for it, and leaving it sends a credit back,
 * which takes a fixed time. Injection ports are components, since they may be held up.
 */
final class Credits implements FlowControl {
  private final int roomPackets;
  private final long creditPs;

  Credits(int roomPackets, long creditPs) {
    this.roomPackets = roomPackets;
    this.creditPs = creditPs;
  }

  @Override
  public String name() {
    return "credits";
  }

  @Override
  public Fabric build(Wiring wiring, long packetBytes, LogDetail detail) {
    Fabric[] built = new Fabric[1];
    built[0] =
        new ServerPerResource(
            wiring,
            true,
            (ordinal, resource) ->
                new CreditedServer(
                    ordinal,
                    resource,
                    wiring.inputs(resource).size(),
                    detail,
                    input -> upstream(built[0], wiring, resource, input),
                    roomPackets,
                    creditPs));
    return built[0];
  }

  private static int upstream(Fabric fabric, Wiring wiring, Resource resource, int input) {
    return fabric.componentOf(wiring.inputs(resource).get(input));
  }

  @Override
  public boolean onlyForwards() {
    return false;
  }

  @Override
  public Set<Law> laws() {
    return Set.of();
  }
}
