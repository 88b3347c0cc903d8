package dev.scar.trace;

import java.util.List;

/** What the numbers in a log mean, for people. */
public interface TraceLabels {
  /** The kinds of component, one track group each. */
  enum Group {
    CHIPLETS("chiplets"),
    LINKS("NoP links"),
    DRAMS("DRAM"),
    PORTS("ejection ports");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    /** What the group is called. */
    public String title() {
      return title;
    }
  }

  /**
   * A flow of a window.
   *
   * @param model the model of the stage that moves it
   * @param name what it moves, e.g. {@code send u-net/conv3 → 4}; of weights that come early it
   *     names the model whose they are
   * @param move what it is
   * @param source where it starts: {@code chiplet 3}, {@code dram 0}
   * @param destination where it ends
   * @param turn how many stages come before the performing one on its chiplet
   * @param consumer ordinal of the receiving chiplet component; −1 unless it is a send
   * @param consumerTurn how many stages come before the receiving one there
   */
  record FlowLabel(
      String model,
      String name,
      Move move,
      String source,
      String destination,
      int turn,
      int consumer,
      int consumerTurn) {}

  /** A layer in a stage and its time for one sample. */
  record LayerTime(String layer, long samplePs) {}

  /**
   * What a chiplet computes in a window.
   *
   * @param name its first and last layer
   * @param layers in order
   */
  record StageLabel(String model, String name, List<LayerTime> layers) {
    public StageLabel {
      layers = List.copyOf(layers);
    }
  }

  /** The group of a component. */
  Group group(int component);

  /** The name of a component, as everywhere: {@code chiplet 3}, {@code link 3>4}. */
  String component(int component);

  /** The name of a component's track: with the type of a chiplet. */
  String track(int component);

  /** A flow of a window. */
  FlowLabel flow(int window, int flow);

  /** The resource before a component on the path of a flow; empty if it is the first. */
  String before(int window, int flow, int component);

  /** The resource after a component on the path of a flow; empty if it is the last. */
  String after(int window, int flow, int component);

  /** Bytes of a transfer of a flow, or of one packet of it (−1: all). */
  long sizeBytes(int window, int flow, int miniBatch, long packet);

  /** What a chiplet component computes in a window after so many other stages. */
  StageLabel stage(int window, int component, int turn);
}
