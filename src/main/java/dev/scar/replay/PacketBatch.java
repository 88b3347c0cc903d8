package dev.scar.replay;

import dev.scar.sim.Component;
import dev.scar.sim.Transfer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Packets from one component to another, in order of time; handed over as one message and reused
 * afterwards.
 */
final class PacketBatch {
  private static final int FIRST_CAPACITY = 32;

  private int target;
  private int size;
  private int[] inputs = new int[FIRST_CAPACITY];
  private long[] heads = new long[FIRST_CAPACITY];
  private long[] tails = new long[FIRST_CAPACITY];
  private long[] borns = new long[FIRST_CAPACITY];
  private long[] metas = new long[FIRST_CAPACITY];
  private @Nullable Transfer[] transfers = new Transfer[FIRST_CAPACITY];
  private long earliestPs;

  /** Starts anew, for this target. */
  PacketBatch addressedTo(int component) {
    target = component;
    Arrays.fill(transfers, 0, size, null);
    size = 0;
    earliestPs = Long.MAX_VALUE;
    return this;
  }

  int target() {
    return target;
  }

  /** The earliest head in it. */
  long earliestPs() {
    return earliestPs;
  }

  PacketBatch add(int input, long headPs, long tailPs, long bornPs, Transfer transfer, long meta) {
    if (size == heads.length) {
      grow();
    }
    inputs[size] = input;
    heads[size] = headPs;
    tails[size] = tailPs;
    borns[size] = bornPs;
    metas[size] = meta;
    transfers[size] = transfer;
    size++;
    earliestPs = Math.min(earliestPs, headPs);
    return this;
  }

  private void grow() {
    int capacity = 2 * heads.length;
    inputs = Arrays.copyOf(inputs, capacity);
    heads = Arrays.copyOf(heads, capacity);
    tails = Arrays.copyOf(tails, capacity);
    borns = Arrays.copyOf(borns, capacity);
    metas = Arrays.copyOf(metas, capacity);
    transfers = Arrays.copyOf(transfers, capacity);
  }

  /** Offers every packet to its component. */
  void deliverTo(Component component) {
    for (int i = 0; i < size; i++) {
      component.offer(
          inputs[i], heads[i], tails[i], borns[i], Objects.requireNonNull(transfers[i]), metas[i]);
    }
  }
}
