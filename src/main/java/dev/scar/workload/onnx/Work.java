package dev.scar.workload.onnx;

import java.util.List;

/**
 * Multiply-accumulates that a node asks for; a node may ask for several pieces.
 *
 * <p>A product multiplies {@code rows × terms} by {@code terms × columns}, {@code heads} times. A
 * convolution has {@code terms} input and {@code columns} output channels (totals over the {@code
 * heads} groups) and {@code rows} samples.
 *
 * @param name the node's, may be empty
 * @param tensor the first tensor that the node makes
 * @param part which of several pieces; else empty
 * @param windows of a convolution, one for each axis; empty for products
 * @param outputs elements that come of it; 0 if all that it multiplies out
 * @param taken of experts, how many a row of the input takes; else 0
 * @param samples how many of the file's samples it is for, if it says so; else 0
 * @param operands the data that it reads; of a product with weights only that which is no weight
 * @param operandType element type of its first operand as stored
 * @param weightType element type of its weights as stored; undefined without weights
 * @param note what is approximate about it; empty if nothing is
 */
public record Work(
    Kind kind,
    String name,
    String tensor,
    String operator,
    String part,
    long rows,
    long columns,
    long terms,
    long heads,
    List<Window> windows,
    long outputs,
    long taken,
    long samples,
    List<Flow> operands,
    ElementType operandType,
    ElementType weightType,
    String note) {
  /** What is multiplied. */
  public enum Kind {
    CONVOLUTION,
    TRANSPOSED,
    /** Activations times weights. */
    WEIGHTED,
    /** The same, whose rows follow one another. */
    RECURRENT,
    /** Activations times the weights of those of the heads that they take; each pair is a row. */
    EXPERTS,
    /** Activations times activations. */
    FREE
  }

  public Work {
    windows = List.copyOf(windows);
    operands = List.copyOf(operands);
    if (rows < 1 || columns < 1 || terms < 1 || heads < 1) {
      throw new IllegalArgumentException(
          "a product of "
              + heads
              + " x "
              + rows
              + " x "
              + columns
              + " x "
              + terms
              + " has no work");
    }
  }
}
