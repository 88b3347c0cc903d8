/**
 * What is to be computed: layers, models as graphs of layers, and scenarios of several models.
 *
 * <p>A model is a list of layers in an order in which they can run, and a tensor graph over them:
 * residual, concatenation and inception edges are real ({@code model.md#tensors}). Each layer
 * produces one tensor; pooling, activation and normalisation are free and happen at the consumer,
 * so an edge carries its producer's whole output. Sizes are in elements here; a {@link
 * dev.scar.workload.ScenarioModel} turns them into bytes. Start at {@link dev.scar.workload.Model}.
 *
 * <p><b>Stable:</b> {@link dev.scar.workload.Model}, {@link dev.scar.workload.Layer}, {@link
 * dev.scar.workload.LayerShape}, {@link dev.scar.workload.LayerKind}, {@link
 * dev.scar.workload.Scenario}, {@link dev.scar.workload.ScenarioModel}, {@link
 * dev.scar.workload.Arrivals}, {@link dev.scar.workload.ModelBuilder}, {@link
 * dev.scar.workload.ModelReader}, {@link dev.scar.workload.ModelWriter}, {@link
 * dev.scar.workload.ScenarioReader}.
 */
@NullMarked
package dev.scar.workload;

import org.jspecify.annotations.NullMarked;
