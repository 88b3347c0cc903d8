/**
 * What an ONNX file says of a network: which products and convolutions it has, of which sizes, and
 * which of them feed which.
 *
 * <p>Three steps. {@link dev.scar.workload.onnx.OnnxReader} reads the file's messages with a reader
 * of its own ({@link dev.scar.workload.onnx.Wire}): values of weights are skipped where they stand,
 * so that memory depends on the number of nodes and not on the size of the file. {@link
 * dev.scar.workload.onnx.Evaluation} visits the nodes in an order in which they can run and finds
 * the shape of every tensor, the values of the small ones that shapes are computed from, and the
 * work of every node. What remains is a {@link dev.scar.workload.onnx.Network}: pieces of {@link
 * dev.scar.workload.onnx.Work} and the {@link dev.scar.workload.onnx.Flow} of tensors between them.
 *
 * <p>An operator that is neither work nor free is told, never dropped. The importer of models turns
 * a network into layers. Written from the definition of the format (onnx.proto of ONNX 1.17) and of
 * its operators.
 *
 * <p>Nothing here is stable.
 */
@NullMarked
package dev.scar.workload.onnx;

import org.jspecify.annotations.NullMarked;
