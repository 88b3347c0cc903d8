package dev.scar.cost;

import dev.scar.workload.LayerKind;
import dev.scar.workload.LayerShape;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Random layers and hardware for property tests; a seed gives the same ones everywhere. */
final class RandomLayers {
  private static final List<Long> FILTERS = List.of(1L, 1L, 2L, 3L, 3L, 5L, 7L, 11L);
  private static final List<Long> PES = List.of(256L, 1000L, 1024L, 4096L);

  private final RandomGenerator random;

  RandomLayers(long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  long between(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A convolution of any type with strides up to 3, often not square. */
  MaestroLayer convolution() {
    LayerType type =
        pick(List.of(LayerType.CONV, LayerType.TRCONV, LayerType.DSCONV, LayerType.NGCONV));
    long r = pick(FILTERS);
    long s = between(0, 3) > 0 ? r : pick(FILTERS);
    long stride = pick(List.of(1L, 1L, 2L, 3L));
    return MaestroLayer.convolution(
        type,
        1,
        type == LayerType.NGCONV ? between(1, 8) : 1,
        type == LayerType.DSCONV ? 1 : between(1, 200),
        between(1, 200),
        r,
        s,
        r + between(0, 60),
        s + between(0, 60),
        stride,
        between(0, 3) > 0 ? stride : between(1, 3));
  }

  /** A layer of a workload of any kind: kernels, strides, groups and paddings that go together. */
  LayerShape shape() {
    LayerKind kind = pick(List.of(LayerKind.values()));
    switch (kind) {
      case GEMM, RECURRENT:
        return LayerShape.product(kind, between(1, 300), between(1, 300), between(1, 300), 1);
      case MATMUL:
        long heads = between(1, 16);
        return LayerShape.product(kind, between(1, 99), between(1, 99), between(1, 99), heads);
      case ADD:
        long k = between(1, 200);
        return new LayerShape(kind, k, k, 1, 1, between(1, 60), between(1, 60), 1, 1, 0, 0, 1, 1);
      default:
        return convolution(kind);
    }
  }

  private LayerShape convolution(LayerKind kind) {
    boolean depthwise = kind == LayerKind.DEPTHWISE;
    long groups = depthwise || kind == LayerKind.GROUPED ? between(2, 40) : 1;
    long c = groups * (depthwise ? 1 : between(1, between(0, 1) > 0 ? 12 : 1));
    long k = depthwise ? c : groups * between(1, between(0, 1) > 0 ? 12 : 1);
    long r = pick(FILTERS);
    long s = between(0, 3) > 0 ? r : pick(FILTERS);
    boolean up = kind == LayerKind.TRANSPOSED;
    long padY = between(0, up ? (r - 1) / 2 : r);
    long padX = between(0, up ? (s - 1) / 2 : s);
    long stride = pick(List.of(1L, 1L, 2L, 3L, 5L));
    return new LayerShape(
        kind,
        k,
        c,
        r,
        s,
        Math.max(1, r - 2 * padY) + between(0, 60),
        Math.max(1, s - 2 * padX) + between(0, 60),
        stride,
        between(0, 3) > 0 ? stride : between(1, 4),
        padY,
        padX,
        groups,
        1);
  }

  /** A convolution with some bounds near 2^31 and others near 1. */
  MaestroLayer extreme() {
    long r = pick(FILTERS);
    long s = pick(FILTERS);
    return MaestroLayer.convolution(
        pick(List.of(LayerType.CONV, LayerType.DSCONV, LayerType.NGCONV)),
        extent(),
        extent(),
        extent(),
        extent(),
        r,
        s,
        r - 1 + extent(),
        s - 1 + extent(),
        pick(List.of(1L, 2L, 1000L)),
        pick(List.of(1L, 2L, 1000L)));
  }

  private long extent() {
    return switch (random.nextInt(6)) {
      case 0 -> between(1, 1_000_000_000);
      case 1, 2 -> between(1, 1000);
      default -> between(1, 3);
    };
  }

  CostHardware hardware() {
    return new CostHardware(
        pick(PES), pick(List.of(7L, 32L, 64L, 256L, 1000L)), between(0, 3), 1_000_000_000L);
  }
}
