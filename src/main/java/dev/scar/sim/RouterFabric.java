package dev.scar.sim;

import dev.scar.hardware.Chiplet;
import dev.scar.hardware.NopLink;
import dev.scar.plan.Resource;
import dev.scar.plan.Wiring;
import dev.scar.trace.LogDetail;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A router per node. Links and ejection ports are the outputs of routers, which act for them; they
 * are numbered as if they acted themselves, so that logs of all flow controls name them alike.
 * Routers act after everything else at one instant.
 */
final class RouterFabric implements Fabric {
  private static final BigInteger PS_PER_SECOND = BigInteger.TEN.pow(12);

  private final Wiring wiring;
  private final List<Component> inner = new ArrayList<>();
  private final List<Component> ejections = new ArrayList<>();
  private final List<Component> routers = new ArrayList<>();
  private final int[] componentOf;
  private final int vcs;

  RouterFabric(Wiring wiring, CreditBuffers settings, long packetBytes, LogDetail detail) {
    this.wiring = wiring;
    this.vcs = settings.vcs();
    int classes = wiring.chipletPackage().routing().virtualChannels();
    if (classes > vcs) {
      throw new IllegalArgumentException(
          "the routes need " + classes + " virtual channels, not " + vcs);
    }
    long flitBytes = settings.unitBytes(packetBytes);
    int packetFlits = Math.toIntExact((packetBytes + flitBytes - 1) / flitBytes);
    int nodes = wiring.chipletPackage().nop().nodeCount();
    componentOf = new int[wiring.resources().size()];
    Arrays.fill(componentOf, -1);
    List<List<RouterOutput>> outputs = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      outputs.add(new ArrayList<>());
    }
    List<RouterOutput> links = new ArrayList<>();
    for (NopLink link : wiring.chipletPackage().nop().links()) {
      List<RouterOutput> own = outputs.get(link.from());
      int depth = settings.vcBuffer() == 0 ? loop(link, flitBytes) : settings.vcBuffer();
      Resource resource = wiring.resources().link(link.ordinal());
      RouterOutput output =
          new RouterOutput(
              inner.size(), own.size(), resource, link.latencyPs(), vcs, depth, detail);
      own.add(output);
      links.add(output);
      inner.add(output);
    }
    for (Resource dram : wiring.all(Resource.Kind.DRAM)) {
      componentOf[dram.ordinal()] = inner.size();
      inner.add(
          new DramModel(
              inner.size(),
              dram,
              wiring.inputs(dram).size(),
              detail,
              wiring.chipletPackage().drams().get(dram.index()).timing(),
              packetFlits));
    }
    for (Resource port : wiring.all(Resource.Kind.EJECTION)) {
      List<RouterOutput> own = outputs.get(port.index());
      int ordinal = inner.size() + ejections.size();
      RouterOutput output =
          new RouterOutput(ordinal, own.size(), port, -1, vcs, Integer.MAX_VALUE, detail);
      own.add(output);
      ejections.add(output);
    }
    int first = inner.size() + ejections.size() + wiring.chipletPackage().chiplets().size();
    VirtualChannels channels = new VirtualChannels(wiring.chipletPackage(), vcs);
    for (int node = 0; node < nodes; node++) {
      RouterOutput[] own = outputs.get(node).toArray(RouterOutput[]::new);
      for (RouterOutput output : own) {
        componentOf[output.resource().ordinal()] = first + node;
      }
      routers.add(
          new RouterModel(
              first + node, own, inputs(node, links, first), vcs, packetFlits, channels));
    }
  }

  private RouterInput[] inputs(int node, List<RouterOutput> links, int firstRouter) {
    List<RouterInput> inputs = new ArrayList<>();
    int depth =
        wiring.chipletPackage().nop().outgoing(node).stream()
            .mapToInt(link -> links.get(link.ordinal()).depth())
            .max()
            .orElse(1);
    for (Resource from : into(node)) {
      if (from.kind() == Resource.Kind.LINK) {
        NopLink link = wiring.chipletPackage().nop().links().get(from.index());
        RouterOutput fedBy = links.get(from.index());
        inputs.add(
            new RouterInput(
                from, fedBy.depth(), vcs, fedBy, firstRouter + link.from(), link.latencyPs()));
      } else {
        inputs.add(new RouterInput(from, depth, vcs));
      }
    }
    return inputs.toArray(RouterInput[]::new);
  }

  /** What feeds a node's router. */
  private List<Resource> into(int node) {
    return wiring.chipletPackage().nop().outgoing(node).stream()
        .findFirst()
        .map(link -> wiring.resources().link(link.ordinal()))
        .or(
            () ->
                wiring
                    .chipletPackage()
                    .chipletAt(node)
                    .map(Chiplet::node)
                    .map(wiring.resources()::ejection))
        .map(wiring::inputs)
        .orElse(List.of());
  }

  /** Flits that a link sends until the credit of the first one is back, and one. */
  private static int loop(NopLink link, long flitBytes) {
    BigInteger bytes =
        BigInteger.valueOf(link.latencyPs())
            .shiftLeft(1)
            .multiply(BigInteger.valueOf(link.bandwidth().bytesPerSecond()));
    BigInteger flit = PS_PER_SECOND.multiply(BigInteger.valueOf(flitBytes));
    BigInteger flits = bytes.add(flit).subtract(BigInteger.ONE).divide(flit).add(BigInteger.ONE);
    return flits.min(BigInteger.valueOf(Integer.MAX_VALUE)).intValueExact();
  }

  @Override
  public List<Component> inner() {
    return inner;
  }

  @Override
  public List<Component> ejections() {
    return ejections;
  }

  /** They act last. */
  @Override
  public List<Component> injections() {
    return routers;
  }

  @Override
  public int componentOf(Resource resource) {
    return componentOf[resource.ordinal()];
  }

  /** Inputs of routers have a number for each of their channels. */
  @Override
  public int inputOf(Resource resource, Resource from) {
    int input = wiring.inputs(resource).indexOf(from);
    return resource.kind() == Resource.Kind.DRAM ? input : input * vcs;
  }

  @Override
  public void checkAtRest(long timePs) {
    new RouterStandstill(routers.stream().map(RouterModel.class::cast).toList(), vcs).check(timePs);
  }
}
