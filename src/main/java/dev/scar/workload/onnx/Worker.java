package dev.scar.workload.onnx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operator that has multiply-accumulates. */
interface Worker {
  /**
   * What a node makes, and the work by which it does.
   *
   * @throws IllegalArgumentException if its operands do not fit, or are not known well enough
   */
  Result work(Operation operation);

  /**
   * What a node makes.
   *
   * @param flow where the first result comes from; null if from parameters only
   * @param others where the others come from
   */
  record Result(List<Fact> facts, @Nullable Flow flow, @Nullable Flow others) {
    /** All from one source. */
    Result(List<Fact> facts, @Nullable Flow flow) {
      this(facts, flow, flow);
    }

    /** One tensor. */
    static Result of(ElementType type, Shape shape, @Nullable Flow flow) {
      return new Result(List.of(new Fact(type, shape)), flow);
    }
  }
}
