package dev.scar.plan;

import dev.scar.schedule.Segment;
import dev.scar.workload.ScenarioModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One model's layers of a window cut into segments, and what therefore moves, whatever the chiplets
 * ({@code model.md#stage}).
 *
 * <p>A segment loads its weights, what each of its layers reads of the model's input and of named
 * inputs, and each tensor of an earlier window once, or the parts of it that its layers read. It
 * sends each of its tensors, or those parts of it, once to each later segment of the window that
 * reads it, in the order of the first layer that reads it, then of the layer that makes it; with
 * multicast, a whole tensor goes to all segments that read it whole along with the first of them.
 * It stores each tensor that a later window needs or that leaves the model. Sizes are bytes of one
 * sample, but for weights. <b>Cost:</b> O(layers + edges + sends · log sends).
 */
public final class Cut {
  private final ScenarioModel model;
  private final int[] bounds;
  private final long[] weightBytes;
  private final long[] activationBytes;
  private final long[] loadBytes;
  private final long[] storeBytes;
  private final Send[][] sends;

  /**
   * A tensor sent to a segment.
   *
   * @param layer the one that makes it
   * @param firstReader the first one that reads it there
   * @param along whether it goes along with the send before it: the same tensor on the same tree
   */
  public record Send(int layer, int firstReader, int toStage, long bytes, boolean along) {
    /** By itself. */
    public Send(int layer, int firstReader, int toStage, long bytes) {
      this(layer, firstReader, toStage, bytes, false);
    }
  }

  /**
   * Peak live activations of the layers [first, end): {@link Footprint}, or what is known of it.
   */
  @FunctionalInterface
  public interface Peaks {
    long bytes(int first, int end);
  }

  /**
   * Works out what moves.
   *
   * @param bounds first layer of each segment, then the end of the last one
   */
  public Cut(ScenarioModel model, int[] bounds, Peaks peaks) {
    this(model, bounds, peaks, false);
  }

  /**
   * Works out what moves.
   *
   * @param multicast whether one transfer takes a tensor to several segments
   */
  public Cut(ScenarioModel model, int[] bounds, Peaks peaks, boolean multicast) {
    this.model = model;
    this.bounds = bounds;
    int stages = bounds.length - 1;
    weightBytes = new long[stages];
    activationBytes = new long[stages];
    loadBytes = new long[stages];
    storeBytes = new long[stages];
    sends = new Send[stages][];
    for (int k = 0; k < stages; k++) {
      for (int layer = bounds[k]; layer < bounds[k + 1]; layer++) {
        weightBytes[k] = Math.addExact(weightBytes[k], model.weightBytes(layer));
      }
      activationBytes[k] = peaks.bytes(bounds[k], bounds[k + 1]);
      loadBytes[k] = loadsOf(k);
      storeBytes[k] = storesOf(k);
      sends[k] = multicast ? together(sendsOf(k)) : sendsOf(k);
    }
  }

  private long loadsOf(int k) {
    boolean[] counted = new boolean[bounds[0]];
    long bytes = 0;
    for (int layer = bounds[k]; layer < bounds[k + 1]; layer++) {
      bytes = Math.addExact(bytes, model.givenBytes(layer));
      for (int producer : model.model().layer(layer).producers()) {
        if (producer < bounds[0] && !counted[producer]) {
          counted[producer] = true;
          bytes = Math.addExact(bytes, model.readBytes(producer, bounds[k], bounds[k + 1]));
        }
      }
    }
    return bytes;
  }

  /** The cut of segments that follow each other, with their footprints. */
  static Cut of(ScenarioModel model, List<Segment> segments, boolean multicast) {
    int[] bounds = new int[segments.size() + 1];
    for (int k = 0; k < segments.size(); k++) {
      if (k > 0 && segments.get(k).firstLayer() != bounds[k]) {
        throw new IllegalArgumentException("a gap before " + segments.get(k));
      }
      bounds[k] = segments.get(k).firstLayer();
      bounds[k + 1] = segments.get(k).endLayer();
    }
    return new Cut(model, bounds, (f, e) -> Footprint.peakBytes(model, f, e), multicast);
  }

  /** Whether a later window needs the tensor of this layer, or it leaves the model. */
  boolean leaves(int layer) {
    List<Integer> readers = model.model().consumers(layer);
    return model.model().isOutput(layer) || readers.get(readers.size() - 1) >= bounds[stages()];
  }

  private long storesOf(int k) {
    long bytes = 0;
    for (int layer = bounds[k]; layer < bounds[k + 1]; layer++) {
      if (leaves(layer)) {
        bytes = Math.addExact(bytes, model.outputBytes(layer));
      }
    }
    return bytes;
  }

  private Send[] sendsOf(int k) {
    Send[] found = new Send[4];
    int count = 0;
    for (int layer = bounds[k]; layer < bounds[k + 1]; layer++) {
      int last = k;
      for (int reader : model.model().consumers(layer)) {
        int stage = last;
        while (stage < stages() && reader >= bounds[stage + 1]) {
          stage++;
        }
        if (stage > last && stage < stages()) {
          found = count < found.length ? found : Arrays.copyOf(found, 2 * count);
          long bytes = model.readBytes(layer, bounds[stage], bounds[stage + 1]);
          found[count++] = new Send(layer, reader, stage, bytes);
          last = stage;
        }
      }
    }
    Send[] ordered = Arrays.copyOf(found, count);
    // Stable: tensors with the same first reader stay in the order of the layers that make them.
    Arrays.sort(ordered, (a, b) -> Integer.compare(a.firstReader(), b.firstReader()));
    return ordered;
  }

  /** Whole tensors that several segments read, each with its first send. */
  private Send[] together(Send[] single) {
    List<Send> ordered = new ArrayList<>();
    Set<Integer> gone = new HashSet<>();
    for (Send first : single) {
      if (!isWhole(first)) {
        ordered.add(first);
      } else if (gone.add(first.layer())) {
        boolean along = false;
        for (Send send : single) {
          if (send.layer() == first.layer() && isWhole(send)) {
            ordered.add(
                new Send(send.layer(), send.firstReader(), send.toStage(), send.bytes(), along));
            along = true;
          }
        }
      }
    }
    return ordered.toArray(Send[]::new);
  }

  private boolean isWhole(Send send) {
    return send.bytes() == model.outputBytes(send.layer());
  }

  public ScenarioModel model() {
    return model;
  }

  /** First layer of each segment, then the end; not to be changed. */
  public int[] bounds() {
    return bounds;
  }

  /** Number of segments. */
  public int stages() {
    return bounds.length - 1;
  }

  public long weightBytes(int stage) {
    return weightBytes[stage];
  }

  /** Peak live activations. */
  public long activationBytes(int stage) {
    return activationBytes[stage];
  }

  /** Activations read from DRAM. */
  public long loadBytes(int stage) {
    return loadBytes[stage];
  }

  /** Whether it reads the model's own input. */
  boolean readsModelInput(int stage) {
    for (int layer = bounds[stage]; layer < bounds[stage + 1]; layer++) {
      if (model.modelInputBytes(layer) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Activations written to DRAM. */
  public long storeBytes(int stage) {
    return storeBytes[stage];
  }

  /** In order; not to be changed. */
  public Send[] sends(int stage) {
    return sends[stage];
  }
}
