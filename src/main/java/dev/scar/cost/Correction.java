package dev.scar.cost;

import dev.scar.workload.LayerCosts;
import java.util.EnumSet;
import java.util.Set;

/**
 * Plain defects of the original tool, each of which can be repaired by itself.
 *
 * <p>Without any, the evaluator's numbers are the tool's ({@code maestro} mode); with {@link #ALL}
 * it is in {@code corrected} mode, in which every layer with a fitting listing has exactly the MACs
 * that it needs. What is a modelling decision rather than a slip stays in both modes: free
 * multicast and reduction ({@code cost-model.md#q1}), outputs that leave in every iteration of the
 * outermost level ({@code cost-model.md#q2}), no charge for a tile that restarts ({@code
 * cost-model.md#q3}), the inner fill in every outer iteration ({@code cost-model.md#q4}), no
 * padding, bias or pooling ({@code cost-model.md#q10}), idle lanes ({@code cost-model.md#q14}).
 */
public enum Correction {
  /**
   * A tile that is larger than the map although the map is no smaller than its step loses its
   * outputs, and a valid layer takes 0 cycles ({@code cost-model.md#q6}; {@code yxp_os} with 3 × 3
   * on 8 or 9 columns). Corrected: the tile is cut to the map.
   */
  OVERSIZED_TILE,
  /**
   * Tiles of strided layers produce as many outputs as at stride 1, and one that begins behind the
   * end is taken for the whole map, so that MACs are counted several times or below 0 ({@code
   * cost-model.md#q7}). Corrected: rows and columns that no output reads are left out, and a tile
   * has one output per stride.
   */
  STRIDED_TILE,
  /**
   * Output reads from L2 are those of a layer at stride 1 ({@code cost-model.md#q8}). Corrected:
   * the real outputs.
   */
  STRIDED_OUTPUT,
  /**
   * In a fold that leaves units idle, the last active one moves nothing although its tile is whole;
   * in the last of several folds a partial unit is forgotten, and a unit that is alone has as many
   * outputs as inputs ({@code cost-model.md#q9}). Corrected: every unit with work counts with its
   * own tile.
   */
  LAST_UNIT,
  /**
   * A transfer of nothing takes hop latency − 1 cycles, −1 at latency 0, and with latency 0 the
   * first beat is free ({@code cost-model.md#q12}). Corrected: nothing takes no time, anything at
   * least its beats.
   */
  EMPTY_TRANSFER,
  /**
   * A grouped layer does not sum over the channels of a group, so that each of them has outputs of
   * its own, and one with a single channel per group is not known as depthwise ({@code
   * cost-model.md#q16}). Corrected: a group is costed as the plain layer that it is, and a channel
   * for itself as depthwise.
   */
  GROUPED_CHANNELS,
  /**
   * An up-convolution is charged for the products with the zeros between its inputs ({@code
   * cost-model.md#q17}). Corrected: every input meets the whole kernel once; with stride 1 it is a
   * plain convolution.
   */
  INSERTED_ZEROS;

  /** No correction: the original's numbers. */
  public static final Set<Correction> NONE = Set.of();

  /** Every correction. */
  public static final Set<Correction> ALL = Set.copyOf(EnumSet.allOf(Correction.class));

  /** What an arithmetic corrects. */
  public static Set<Correction> of(LayerCosts costs) {
    return costs == LayerCosts.ORIGINAL ? NONE : ALL;
  }
}
