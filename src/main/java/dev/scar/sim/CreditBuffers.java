package dev.scar.sim;

import dev.scar.plan.Path;
import dev.scar.plan.Resource;
import dev.scar.plan.Wiring;
import dev.scar.trace.LogDetail;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Wormhole routers with finite buffers: a router per node, whose links send flits as far as the
 * virtual channel at the other end has room, which credits tell.
 *
 * <p>Flits are {@value #FLIT_BYTES} B, or a whole smaller packet, and timed like packets of that
 * size ({@code replay-rules.md#rule-4}, {@code replay-rules.md#rule-6}); a packet takes one virtual
 * channel of a link from its head to its tail, and the channel is free in the instant in which its
 * tail leaves. There are no cycles, and allocation takes no time: the hop latency of a link
 * contains the router, and a credit takes as long on its way back. Ejection ports and DRAMs take
 * whatever comes.
 *
 * @param vcs virtual channels of every link and port
 * @param vcBuffer flits that each of them holds; 0 for ⌈2 · hop · bandwidth / flit⌉ + 1, by link,
 *     with which a transfer that meets no other one takes as long as predicted
 */
public record CreditBuffers(int vcs, int vcBuffer) implements FlowControl {
  /** Bytes of a flit. */
  public static final int FLIT_BYTES = 64;

  /** As many channels as the bits of a long. */
  public static final int MOST_VCS = Long.SIZE - 1;

  /** Four channels with what a lone transfer needs. */
  public static final CreditBuffers DEFAULT = new CreditBuffers(4, 0);

  public CreditBuffers {
    if (vcs < 1 || vcs > MOST_VCS || vcBuffer < 0) {
      throw new IllegalArgumentException("routers have 1 to " + MOST_VCS + " virtual channels");
    }
  }

  @Override
  public String name() {
    return "credit";
  }

  @Override
  public String described() {
    return "credit, "
        + vcs
        + " virtual channels of "
        + (vcBuffer == 0 ? "as many flits as a lone transfer needs" : vcBuffer + " flits");
  }

  @Override
  public long unitBytes(long packetBytes) {
    return Math.min(packetBytes, FLIT_BYTES);
  }

  /** What a flit waits for before a link is the link's turn; the hop comes after it. */
  @Override
  public Path asServed(Path path) {
    List<Long> latencies = new ArrayList<>();
    long hop = 0;
    for (int p = 0; p < path.length(); p++) {
      boolean link = path.resources().get(p).kind() == Resource.Kind.LINK;
      latencies.add(hop + (link ? 0 : path.latencyIntoPs(p)));
      hop = link ? path.latencyIntoPs(p) : 0;
    }
    return Path.of(path.resources(), latencies);
  }

  @Override
  public Fabric build(Wiring wiring, long packetBytes, LogDetail detail) {
    return new RouterFabric(wiring, this, packetBytes, detail);
  }

  @Override
  public boolean onlyForwards() {
    return false;
  }

  /** A chiplet's flits compete in the instant in which it sends them. */
  @Override
  public boolean takesTime() {
    return false;
  }

  @Override
  public Set<Law> laws() {
    return vcBuffer == 0 ? EnumSet.of(Law.ALONE_AS_PREDICTED) : EnumSet.noneOf(Law.class);
  }
}
