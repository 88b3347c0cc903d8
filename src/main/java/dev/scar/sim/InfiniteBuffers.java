package dev.scar.sim;

import dev.scar.plan.Resource;
import dev.scar.plan.Wiring;
import dev.scar.trace.LogDetail;
import java.util.EnumSet;
import java.util.Set;

/**
 * Virtual cut-through with unbounded buffers: a server per link, DRAM and ejection port. Nothing
 * ever holds an injection port up, so a transfer's packets are timed at its release ({@code
 * replay-rules.md#rule-7}).
 */
final class InfiniteBuffers implements FlowControl {
  @Override
  public String name() {
    return "infinite";
  }

  @Override
  public String described() {
    return "infinite, unbounded buffers";
  }

  @Override
  public Fabric build(Wiring wiring, long packetBytes, LogDetail detail) {
    return new ServerPerResource(
        wiring,
        false,
        (ordinal, resource) -> {
          int inputs = wiring.inputs(resource).size();
          return resource.kind() == Resource.Kind.DRAM
              ? new DramModel(
                  ordinal,
                  resource,
                  inputs,
                  detail,
                  wiring.chipletPackage().drams().get(resource.index()).timing(),
                  1)
              : new LinkModel(ordinal, resource, inputs, detail);
        });
  }

  @Override
  public boolean onlyForwards() {
    return true;
  }

  @Override
  public Set<Law> laws() {
    return EnumSet.allOf(Law.class);
  }
}
