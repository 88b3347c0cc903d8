package dev.scar.workload.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Attention as one operator: ONNX's own, and those that ONNX Runtime's optimiser writes. */
final class Attention {
  private Attention() {}

  /** Adds them by their names. */
  static void addTo(Map<String, Worker> all) {
    all.put("com.microsoft.Attention", o -> projected(o, 3, 4, 0));
    all.put("com.microsoft.QAttention", o -> projected(o, 5, 8, 3));
    all.put("com.microsoft.MultiHeadAttention", o -> flat(o, "num_heads", "num_heads"));
    all.put("com.microsoft.GroupQueryAttention", o -> flat(o, "num_heads", "kv_num_heads"));
    all.put("Attention", Attention::plain);
  }

  /**
   * With the projection of its input to queries, keys and values.
   *
   * @param past which input holds keys and values of before, [2, samples, heads, before, size]
   * @param typed which input has the type of the result
   */
  private static Worker.Result projected(Operation o, int mask, int past, int typed) {
    Shape in = o.needed(0);
    Shape weights = o.needed(1);
    long heads = o.node().whole("num_heads", 0);
    List<Long> sizes = o.node().wholes("qkv_hidden_sizes");
    Shape cached = o.input(past) == null ? null : o.needed(past);
    if (in.rank() != 3 || weights.rank() != 2 || heads < 1) {
      throw new IllegalArgumentException(
          "has an input " + in + ", weights " + weights + " and " + heads + " heads");
    }
    if (cached != null && (cached.rank() != 5 || cached.dim(0) != 2)) {
      throw new IllegalArgumentException(
          "has a past " + cached + " where [2, samples, heads, steps, size] is needed");
    }
    long columns = weights.dim(1);
    long query = sizes == null || sizes.size() != 3 ? columns / 3 : sizes.get(0);
    long value = sizes == null || sizes.size() != 3 ? columns / 3 : sizes.get(2);
    long samples = in.dim(0);
    long steps = in.dim(1);
    if (weights.dim(0) != in.dim(2) || query % heads != 0 || value % heads != 0) {
      throw new IllegalArgumentException(
          "has an input " + in + ", weights " + weights + " and " + heads + " heads");
    }
    Flow qkv =
        new Task(o)
            .part("qkv")
            .samples(samples)
            .reads(0)
            .weights(1)
            .product(Math.multiplyExact(samples, steps), columns, in.dim(2), 1);
    Tensor hidden = o.input(mask);
    boolean buffer = o.node().whole("past_present_share_buffer", 0) != 0;
    long before = cached == null ? 0 : cached.dim(3);
    long seen = buffer ? Math.max(steps, before) : Math.addExact(steps, before);
    Flow kept = part(o, past, 0.5);
    List<Flow> read = kept == null ? List.of(qkv) : List.of(qkv, kept);
    Flow context =
        heads(
            o,
            new Sizes(samples, heads, steps, seen, query / heads, value / heads),
            read,
            read,
            hidden == null ? null : hidden.flow());
    ElementType type = o.type(typed);
    return new Worker.Result(
        List.of(
            new Fact(type, Shape.of(samples, steps, value)),
            new Fact(type, Shape.of(2, samples, heads, seen, value / heads))),
        context,
        kept == null ? qkv : o.join(Flow.Kind.MEETING, List.of(qkv, kept), null, 1, "Concat"));
  }

  private record Sizes(long samples, long heads, long steps, long seen, long terms, long columns) {}

  /** The products of queries and keys, and of what comes of them with the values. */
  private static Flow heads(
      Operation o, Sizes s, List<Flow> queriesAndKeys, List<Flow> values, @Nullable Flow mask) {
    long products = Math.multiplyExact(s.samples(), s.heads());
    Task scores = new Task(o).part("scores").samples(s.samples());
    queriesAndKeys.forEach(scores::read);
    Flow weights = scores.product(s.steps(), s.seen(), s.terms(), products);
    Task context = new Task(o).part("context").samples(s.samples()).read(weights).read(mask);
    values.forEach(context::read);
    return context.product(s.steps(), s.columns(), s.seen(), products);
  }

  /**
   * What one operator says of its operands.
   *
   * @param fresh keys that are not of the past
   */
  private record Operands(long steps, long fresh, long terms, long columns) {}

  /**
   * Queries, keys and values of [samples, steps, heads * size]; keys and values may also be of
   * [samples, heads, steps, size], or packed into the tensor of the queries or of the keys.
   */
  private static Operands operands(Operation o, long heads, long groups) {
    Shape query = o.needed(0);
    Shape key = o.input(1) == null ? null : o.needed(1);
    Shape value = o.input(2) == null ? null : o.needed(2);
    if (query.rank() == 5 && key == null) {
      return new Operands(query.dim(1), query.dim(1), query.dim(4), query.dim(4));
    }
    long steps = query.rank() == 3 ? query.dim(1) : 0;
    long packed = heads + 2 * groups;
    if (steps > 0 && key == null && query.dim(2) % packed == 0) {
      long size = query.dim(2) / packed;
      return new Operands(steps, steps, size, size);
    }
    if (steps > 0 && key != null && key.rank() == 5) {
      return new Operands(steps, key.dim(1), key.dim(4), key.dim(4));
    }
    if (steps == 0 || key == null || value == null || key.rank() != value.rank()) {
      throw new IllegalArgumentException("has queries " + query + " and keys " + key);
    }
    return switch (key.rank()) {
      case 3 -> new Operands(steps, key.dim(1), query.dim(2) / heads, value.dim(2) / groups);
      case 4 -> new Operands(steps, key.dim(2), query.dim(2) / heads, value.dim(3));
      default -> throw new IllegalArgumentException("has queries " + query + " and keys " + key);
    };
  }

  private static Worker.Result flat(Operation o, String queryHeads, String keyHeads) {
    long heads = o.node().whole(queryHeads, 0);
    long groups = o.node().whole(keyHeads, heads);
    if (heads < 1 || groups < 1) {
      throw new IllegalArgumentException("has " + heads + " heads, and " + groups + " of keys");
    }
    Operands is = operands(o, heads, groups);
    boolean shares = !keyHeads.equals(queryHeads);
    int pastAt = shares ? 3 : 6;
    Shape past = o.shape(pastAt);
    long before = past != null && past.rank() == 4 ? past.dim(2) : 0;
    long room = shares ? room(o, before, is.fresh()) : is.fresh() + before;
    long seen = shares ? Math.max(is.fresh(), total(o, room)) : room;
    long window = o.node().whole("local_window_size", -1);
    long looked = window > 0 && is.steps() == 1 ? Math.min(seen, window) : seen;
    long samples = o.needed(0).dim(0);
    double queries = heads * is.terms();
    double keys = groups * is.terms();
    double values = groups * is.columns();
    List<Flow> asked = flows(o, 1, pastAt);
    List<Flow> read = flows(o, 2, pastAt + 1);
    if (o.input(1) == null) {
      asked.add(0, part(o, 0, (queries + keys) / (queries + keys + values)));
      read.add(0, part(o, 0, values / (queries + keys + values)));
    } else {
      asked.addAll(0, flows(o, 0));
      if (o.input(2) == null) {
        asked.removeAll(flows(o, 1));
        asked.add(part(o, 1, 0.5));
        read.add(0, part(o, 1, 0.5));
      }
    }
    asked.removeIf(Objects::isNull);
    read.removeIf(Objects::isNull);
    Flow context =
        heads(
            o,
            new Sizes(samples, heads, is.steps(), looked, is.terms(), is.columns()),
            asked,
            read,
            null);
    Shape out = Shape.of(samples, is.steps(), Math.multiplyExact(is.columns(), heads));
    Shape cache = Shape.of(samples, groups, room, is.terms());
    return new Worker.Result(
        List.of(new Fact(o.type(0), out), new Fact(o.type(0), cache), new Fact(o.type(0), cache)),
        context);
  }

  /** Keys that queries in groups see, where the file says of how many; else this many. */
  private static long total(Operation o, long otherwise) {
    Values all = o.values(6);
    return all != null && all.size() == 1 && all.first() > 0 ? all.first() : otherwise;
  }

  /**
   * Keys for which what comes out has room, as the file says; else as the past has, since the two
   * may be one buffer.
   */
  private static long room(Operation o, long before, long fresh) {
    long least = Math.max(before, fresh);
    Shape present = o.said(1);
    long said = present != null && present.rank() == 4 ? present.dim(2) : Shape.UNKNOWN;
    return Math.max(least, total(o, said));
  }

  /** A part of an input; null if it is no data. */
  private static @Nullable Flow part(Operation o, int input, double share) {
    List<Flow> of = flows(o, input);
    return of.isEmpty() ? null : o.join(Flow.Kind.MEETING, of, o.shape(input), share, "");
  }

  /** The format's own, of three or four axes. */
  private static Worker.Result plain(Operation o) {
    Shape query = o.needed(0);
    Shape key = o.needed(1);
    Shape value = o.needed(2);
    boolean split = query.rank() == 4;
    long heads = split ? query.dim(1) : o.node().whole("q_num_heads", 0);
    long groups = split ? key.dim(1) : o.node().whole("kv_num_heads", 0);
    if (key.rank() != query.rank() || value.rank() != query.rank() || heads < 1 || groups < 1) {
      throw new IllegalArgumentException("has queries " + query + " and keys " + key);
    }
    long terms = split ? query.dim(3) : query.dim(2) / heads;
    long columns = split ? value.dim(3) : value.dim(2) / groups;
    Shape past = o.shape(4);
    long seen = key.dim(-2) + (past != null && past.rank() == 4 ? past.dim(2) : 0);
    Tensor mask = o.input(3);
    Flow context =
        heads(
            o,
            new Sizes(query.dim(0), heads, query.dim(-2), seen, terms, columns),
            flows(o, 0, 1, 4),
            flows(o, 2, 5),
            mask == null ? null : mask.flow());
    Shape out = query.with(-1, split ? columns : Math.multiplyExact(columns, heads));
    Shape keys = Shape.of(query.dim(0), groups, seen, terms);
    Shape values = Shape.of(query.dim(0), groups, seen, columns);
    return new Worker.Result(
        List.of(new Fact(o.type(0), out), new Fact(o.type(0), keys), new Fact(o.type(0), values)),
        context);
  }

  private static List<Flow> flows(Operation o, int... inputs) {
    List<Flow> flows = new ArrayList<>();
    for (int input : inputs) {
      Tensor tensor = o.input(input);
      if (tensor != null && tensor.flow() != null) {
        flows.add(tensor.flow());
      }
    }
    return flows;
  }
}
