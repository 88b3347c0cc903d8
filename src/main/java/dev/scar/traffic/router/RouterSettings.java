package dev.scar.traffic.router;

/**
 * What routers are made of.
 *
 * @param vcs virtual channels of every link and port
 * @param vcBuffer flits that each of them can hold
 * @param allocator who gets the switch
 * @param iterations of the allocator, where it has any
 */
public record RouterSettings(int vcs, int vcBuffer, Allocator allocator, int iterations) {
  /** As many channels as the bits of a long. */
  public static final int MOST_VCS = Long.SIZE - 1;

  /**
   * Four channels of eight flits, iSLIP with one iteration, as BookSim2 has it: its {@code
   * iq_router} makes its allocators without the configuration, so that {@code alloc_iters} has no
   * effect.
   */
  public static final RouterSettings DEFAULT = new RouterSettings(4, 8, Allocator.ISLIP, 1);

  /** How inputs and outputs of a crossbar are matched. */
  public enum Allocator {
    /** Outputs grant, inputs accept, both in rotation. */
    ISLIP,
    /** Inputs choose one of their channels in rotation, then outputs one of the inputs. */
    INPUT_FIRST,
    /**
     * Every channel has a crossbar input of its own, an output stays with a packet until its tail,
     * and takes the one next whose head came first: links as first-in-first-out servers.
     */
    FIFO
  }

  public RouterSettings {
    if (vcs < 1 || vcs > MOST_VCS || vcBuffer < 1 || iterations < 1) {
      throw new IllegalArgumentException(
          "routers have 1 to " + MOST_VCS + " channels of at least a flit, and an iteration");
    }
  }
}
