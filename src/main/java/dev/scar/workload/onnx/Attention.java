package dev.scar.workload.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attention as one operator: ONNX's own, and those that ONNX Runtime's optimiser writes. */
final class Attention {
  private Attention() {}

  /** Adds them by their names. */
  static void addTo(Map<String, Worker> all) {
    all.put("com.microsoft.Attention", o -> projected(o, 3));
    all.put("com.microsoft.QAttention", o -> projected(o, 5));
    all.put("com.microsoft.MultiHeadAttention", o -> flat(o, "num_heads", "num_heads"));
    all.put("com.microsoft.GroupQueryAttention", o -> flat(o, "num_heads", "kv_num_heads"));
    all.put("Attention", Attention::plain);
  }

  /** With the projection of its input to queries, keys and values. */
  private static Worker.Result projected(Operation o, int mask) {
    Shape in = o.needed(0);
    Shape weights = o.needed(1);
    long heads = o.node().whole("num_heads", 0);
    List<Long> sizes = o.node().wholes("qkv_hidden_sizes");
    if (in.rank() != 3 || weights.rank() != 2 || heads < 1 || o.input(mask + 1) != null) {
      throw new IllegalArgumentException(
          "has an input " + in + " and weights " + weights + ", or a past, which is not known");
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
    Flow context =
        heads(
            o,
            new Sizes(samples, heads, steps, steps, query / heads, value / heads),
            List.of(qkv),
            List.of(qkv),
            hidden == null ? null : hidden.flow());
    return Worker.Result.of(o.type(0), Shape.of(samples, steps, value), context);
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

  /** Queries, keys and values of [samples, steps, heads * size]; keys may come with a past. */
  private static Worker.Result flat(Operation o, String queryHeads, String keyHeads) {
    Shape query = o.needed(0);
    long heads = o.node().whole(queryHeads, 0);
    long groups = o.node().whole(keyHeads, heads);
    Shape key = o.shape(1);
    Shape value = o.shape(2);
    if (query.rank() != 3
        || key == null
        || value == null
        || key.rank() != 3
        || value.rank() != 3
        || heads < 1
        || groups < 1) {
      throw new IllegalArgumentException(
          "has queries " + query + " and keys " + key + "; three tensors of three axes are known");
    }
    int pastAt = keyHeads.equals("num_heads") ? 6 : 3;
    Shape past = o.shape(pastAt);
    long before = past != null && past.rank() == 4 ? past.dim(2) : 0;
    boolean inBuffer = !keyHeads.equals("num_heads") && before > 0;
    long seen = inBuffer ? Math.max(before, key.dim(1)) : key.dim(1) + before;
    Flow context =
        heads(
            o,
            new Sizes(
                query.dim(0),
                heads,
                query.dim(1),
                seen,
                query.dim(2) / heads,
                value.dim(2) / groups),
            flows(o, 0, 1, pastAt),
            flows(o, 2, pastAt + 1),
            null);
    Shape out = query.with(2, Math.multiplyExact(value.dim(2) / groups, heads));
    Shape cache = Shape.of(query.dim(0), groups, seen, key.dim(2) / groups);
    return new Worker.Result(
        List.of(new Fact(o.type(0), out), new Fact(o.type(0), cache), new Fact(o.type(0), cache)),
        context);
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
