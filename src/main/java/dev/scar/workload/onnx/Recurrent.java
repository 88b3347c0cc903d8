package dev.scar.workload.onnx;

import java.util.List;
import java.util.Map;

/**
 * LSTM, GRU and RNN: the product of all steps with the input's weights, and the products of one
 * step after the other with the state's.
 */
final class Recurrent {
  private Recurrent() {}

  /** Adds them by their names. */
  static void addTo(Map<String, Worker> all) {
    all.put("LSTM", o -> work(o, 4, false));
    all.put("GRU", o -> work(o, 3, false));
    all.put("RNN", o -> work(o, 1, false));
    all.put("com.microsoft.DynamicQuantizeLSTM", o -> work(o, 4, true));
  }

  /**
   * The two products.
   *
   * @param turned whether the gates are the last axis of weights, not the second
   */
  private static Worker.Result work(Operation o, long gates, boolean turned) {
    Shape in = o.needed(0);
    Shape state = weights(o.needed(2), turned);
    boolean samplesFirst = o.node().whole("layout", 0) != 0;
    if (in.rank() != 3
        || state.rank() != 3
        || !weights(o.needed(1), turned).equals(asked(in, state, gates))) {
      throw new IllegalArgumentException(
          "has an input " + in + ", weights " + o.needed(1) + " and weights of its state " + state);
    }
    long steps = in.dim(samplesFirst ? 1 : 0);
    long samples = in.dim(samplesFirst ? 0 : 1);
    long directions = state.dim(0);
    long hidden = state.dim(2);
    long rows = Math.multiplyExact(steps, samples);
    long columns = Math.multiplyExact(gates, hidden);
    Flow input =
        new Task(o)
            .part("input")
            .samples(samples)
            .reads(0)
            .weights(1)
            .product(rows, columns, in.dim(2), directions);
    Flow recurrent =
        new Task(o)
            .part("recurrent")
            .samples(samples)
            .read(input)
            .reads(5, 6)
            .weights(2)
            .inTurn()
            .leaves(Math.multiplyExact(rows, Math.multiplyExact(directions, hidden)))
            .product(rows, columns, hidden, directions);
    Shape all =
        samplesFirst
            ? Shape.of(samples, steps, directions, hidden)
            : Shape.of(steps, directions, samples, hidden);
    Shape last =
        samplesFirst
            ? Shape.of(samples, directions, hidden)
            : Shape.of(directions, samples, hidden);
    ElementType type = o.type(0);
    Flow end = o.join(Flow.Kind.MEETING, List.of(recurrent), last, 1.0 / steps, "last step");
    return new Worker.Result(
        List.of(new Fact(type, all), new Fact(type, last), new Fact(type, last)), recurrent, end);
  }

  private static Shape weights(Shape given, boolean turned) {
    return turned && given.rank() == 3 ? Shape.of(given.dim(0), given.dim(2), given.dim(1)) : given;
  }

  private static Shape asked(Shape in, Shape state, long gates) {
    return Shape.of(state.dim(0), Math.multiplyExact(gates, state.dim(2)), in.dim(2));
  }
}
