package dev.scar.workload;

import dev.scar.fixtures.OnnxFile;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A small file with what must become of it, worked out by hand.
 *
 * @param samples that it computes at once
 * @param weights of all layers
 * @param macs of each layer for one sample, in order
 */
record OnnxCase(String name, OnnxFile file, int samples, long weights, List<Long> macs) {
  OnnxCase(String name, OnnxFile file, int samples, long weights, long... macs) {
    this(name, file, samples, weights, LongStream.of(macs).boxed().toList());
  }

  @Override
  public String toString() {
    return name;
  }
}
