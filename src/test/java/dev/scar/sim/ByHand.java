package dev.scar.sim;

import dev.scar.plan.Flow;
import dev.scar.plan.Fork;
import dev.scar.plan.Path;
import dev.scar.plan.Resource;
import dev.scar.units.Bandwidth;
import java.util.Arrays;
import java.util.List;

/** Resources, ways and transfers made by hand, to drive components that no package is around. */
final class ByHand {
  private static final long GB = 1_000_000_000L;

  private ByHand() {}

  static Resource resource(Resource.Kind kind, int ordinal, long gigabytesPerSecond) {
    Bandwidth bandwidth = Bandwidth.ofBytesPerSecond(gigabytesPerSecond * GB);
    return new Resource(ordinal, kind, ordinal, kind + " " + ordinal, bandwidth);
  }

  static Resource link(int ordinal, long gigabytesPerSecond) {
    return resource(Resource.Kind.LINK, ordinal, gigabytesPerSecond);
  }

  /**
   * A piece of a way: a resource, the component that it is and its input, and the latency into it.
   */
  record Step(Resource resource, int component, int input, long latencyPs) {}

  /** A resource that is the component of its own ordinal, entered by its first input. */
  static Step step(Resource resource, long latencyPs) {
    return new Step(resource, resource.ordinal(), 0, latencyPs);
  }

  /** An injection port, which is no component. */
  static Step injection(long gigabytesPerSecond) {
    return new Step(resource(Resource.Kind.INJECTION, 99, gigabytesPerSecond), -1, 0, 0);
  }

  static SimPath way(long packetBytes, Step... steps) {
    return new SimPath(
        Path.of(
            Arrays.stream(steps).map(Step::resource).toList(),
            Arrays.stream(steps).map(Step::latencyPs).toList()),
        Arrays.stream(steps).mapToInt(Step::component).toArray(),
        Arrays.stream(steps).mapToInt(Step::input).toArray(),
        packetBytes);
  }

  /** A flow of a chiplet, to nobody. */
  static FlowProgram flow(int producer, SimPath way) {
    return flow(producer, way, Fork.NONE);
  }

  static FlowProgram flow(int producer, SimPath way, Fork fork) {
    Flow flow = new Flow(producer, Flow.Kind.SEND, 0, 0, 0, way.path(), 0, 0, false, 0, 0, 0, fork);
    return new FlowProgram(0, flow, way, producer, -1, -1, List.of());
  }

  /** A transfer that begins at 0. */
  static Transfer transfer(int producer, SimPath way, long bytes, Kept kept) {
    return new Transfer(flow(producer, way), 0, bytes, 0, kept);
  }

  /** Its waits as {@code 1 behind 7: 300 of 400}: position, producer, what remains, gross. */
  static List<String> waits(Transfer transfer) {
    return transfer.waits().stream()
        .map(
            w ->
                "%d behind %s: %d of %d"
                    .formatted(w.position(), nameOf(w.behind()), w.remainingPs(), w.grossPs()))
        .toList();
  }

  private static String nameOf(Culprit culprit) {
    return culprit instanceof FlowProgram flow
        ? String.valueOf(flow.producer())
        : String.valueOf(culprit);
  }

  /** The state of a server at an instant. */
  static StateRecord state(ServerModel server, long timePs) {
    StateRecord state = new StateRecord(timePs, false);
    server.walk(state);
    return state;
  }
}
