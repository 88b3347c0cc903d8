package dev.scar.workload.onnx;

import org.jspecify.annotations.Nullable;

/**
 * A tensor that the file itself has.
 *
 * @param dims sizes; empty for a single value
 * @param type number of its element type
 * @param values its elements if they are few and numbers; else they stay in the file
 */
record OnnxTensor(String name, Shape dims, ElementType type, @Nullable Values values) {}
