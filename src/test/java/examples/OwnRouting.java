package examples;

import dev.scar.hardware.DeadlockProof;
import dev.scar.hardware.LinkSpec;
import dev.scar.hardware.NopGraph;
import dev.scar.hardware.NopGraphs;
import dev.scar.hardware.NopLink;
import dev.scar.hardware.Route;
import dev.scar.hardware.Routing;
import dev.scar.hardware.Routings;
import dev.scar.run.Scar;
import dev.scar.traffic.TrafficNetwork;
import dev.scar.traffic.TrafficPattern;
import dev.scar.traffic.TrafficResult;
import dev.scar.traffic.TrafficSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A routing of one's own: proved free of deadlock, and tried with traffic beside a shipped one. */
public final class OwnRouting {
  /** Half of the nodes send along the row first, on virtual channel 0, the others last, on 1. */
  record BothWays(NopGraph mesh) implements Routing {
    @Override
    public Route route(int source, int target) {
      int columns = mesh.columns();
      boolean rowFirst = (source / columns + source % columns) % 2 == 0;
      int first = rowFirst ? source : target; // the end in whose row it goes along
      int corner = first / columns * columns + (rowFirst ? target : source) % columns;
      List<NopLink> links = new ArrayList<>();
      straight(source, corner, links);
      straight(corner, target, links);
      int[] channels = new int[links.size()];
      Arrays.fill(channels, rowFirst ? 0 : 1);
      return new Route(source, target, links, channels);
    }

    private void straight(int from, int to, List<NopLink> links) {
      int step = from / mesh.columns() == to / mesh.columns() ? 1 : mesh.columns();
      for (int at = from; at != to; at += at < to ? step : -step) {
        links.add(mesh.link(at, at < to ? at + step : at - step).orElseThrow());
      }
    }

    @Override
    public int virtualChannels() {
      return 2;
    }
  }

  public static void main(String... args) {
    NopGraph mesh = NopGraphs.mesh(4, 4, LinkSpec.of("1 GB/s", "0 ns"));
    Routing shipped = Routings.named("xy").orElseThrow().on(mesh);
    TrafficSettings brief = new TrafficSettings(1, 1_000, 4_000, 3, 2, 3, 1);
    for (Routing routing : List.of(shipped, new BothWays(mesh))) {
      System.out.println(DeadlockProof.verdict(mesh, routing).describe());
      TrafficNetwork network = TrafficNetwork.of(mesh, routing);
      TrafficPattern transpose = TrafficPattern.named("transpose", network);
      TrafficResult result = new Scar().traffic(network, transpose, 0.4, brief);
      System.out.printf(
          "transpose at 0.4: %.1f cycles, %s%n", result.avgPacketLatency(), result.verdict());
    }
  }
}
