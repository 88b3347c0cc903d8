package dev.scar.workload.onnx;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a tensor's contents come from, as far as operations without work lie between.
 *
 * <p>A tensor is made by a piece of work or comes from outside; or it is made from one other tensor
 * ({@link Kind#THROUGH}), or from several that are added, multiplied or just met. Flows are equal
 * only to themselves; each is made after those that it is of. The <em>root</em> of a flow is the
 * one that it is a function of alone: a tensor and what an activation or a normalisation makes of
 * it have one root.
 */
public final class Flow {
  /** How a tensor comes about. */
  public enum Kind {
    /** From an input of the model. */
    INPUT,
    /** By a piece of work. */
    MADE,
    /** From one tensor, element by element, pooled, reshaped or cut. */
    THROUGH,
    /** As the sum of several. */
    SUM,
    /** As the product of several, element by element. */
    PRODUCT,
    /** From several in some other way, such as side by side. */
    MEETING
  }

  private final Kind kind;
  private final List<Flow> of;
  private final Flow root;
  private final @Nullable Work work;
  private final @Nullable Shape shape;
  private final double part;
  private final String how;
  private int readers;

  private Flow(
      Kind kind,
      List<Flow> of,
      @Nullable Work work,
      @Nullable Shape shape,
      double part,
      String how) {
    this.kind = kind;
    this.of = List.copyOf(of);
    this.work = work;
    this.shape = shape;
    this.part = part;
    this.how = how;
    this.root = kind == Kind.THROUGH ? of.get(0).root : this;
    if (kind != Kind.THROUGH) {
      this.of.stream().map(Flow::root).distinct().forEach(flow -> flow.readers++);
    }
  }

  static Flow input(String name, Shape shape) {
    return new Flow(Kind.INPUT, List.of(), null, shape, 1, name);
  }

  static Flow made(Work work) {
    work.operands().stream().map(Flow::root).distinct().forEach(flow -> flow.readers++);
    return new Flow(Kind.MADE, List.of(), work, null, 1, "");
  }

  /**
   * The flow of a tensor that is made of some without work; null if it is of none.
   *
   * @param part of each of them that it holds: 1, or less after a cut
   * @param how by which operators; empty where they keep the tensor's form
   */
  static @Nullable Flow join(
      Kind kind, List<Flow> flows, @Nullable Shape shape, double part, String how) {
    Map<Flow, Double> roots = new IdentityHashMap<>();
    List<Flow> order = new ArrayList<>();
    for (Flow flow : flows) {
      double share = flow.kind == Kind.THROUGH ? flow.part : 1;
      if (roots.merge(flow.root, share, Double::sum) == share) {
        order.add(flow);
      }
    }
    if (order.isEmpty()) {
      return null;
    }
    if (order.size() > 1) {
      // Of a tensor that comes in several parts, more than the first is in it: all, as far as
      // known.
      List<Flow> together =
          order.stream()
              .map(flow -> roots.getOrDefault(flow.root, 1.0) > flow.part ? flow.root : flow)
              .toList();
      return new Flow(kind, together, null, shape, 1, how);
    }
    Flow only = order.get(0);
    double whole = Math.min(1, roots.getOrDefault(only.root, 1.0));
    return new Flow(
        Kind.THROUGH, List.of(only), null, shape, Math.min(1, whole * part), both(only, how));
  }

  private static String both(Flow flow, String how) {
    String before = flow.kind == Kind.THROUGH ? flow.how : "";
    boolean same = before.equals(how) || before.endsWith(", " + how);
    return before.isEmpty() || how.isEmpty() || same
        ? (same ? before : before + how)
        : before.length() > 100 ? before : before + ", " + how;
  }

  /** Something outside of the network, or of another kind, reads it too. */
  void readByOthers() {
    root.readers++;
  }

  public Kind kind() {
    return kind;
  }

  /** Those that it is of; for work, its operands. */
  public List<Flow> of() {
    return work == null ? of : work.operands();
  }

  /** The flow that it is a function of alone; itself unless it comes through another. */
  public Flow root() {
    return root;
  }

  /**
   * The work that makes it.
   *
   * @throws IllegalStateException if it is of another kind
   */
  public Work work() {
    if (work == null) {
      throw new IllegalStateException("a flow of kind " + kind + " is not made by work");
    }
    return work;
  }

  /** The tensor's shape, if it is known. */
  public @Nullable Shape shape() {
    return shape;
  }

  /** The part of the root's elements that are in it. */
  public double part() {
    return part;
  }

  /** The name of an input; else the operators that changed the tensor's form on the way. */
  public String how() {
    return how;
  }

  /** How many flows and pieces of work read it or what it becomes. */
  public int readers() {
    return root.readers;
  }
}
