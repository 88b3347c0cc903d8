package dev.scar.search.anneal;

/**
 * One run of a round.
 *
 * @param aim number of what it minimises
 * @param windows how many windows its evenly spread start has; 0 if it goes on from a result
 * @param rank which result of the aim it goes on from, 0 for the best
 * @param hops whether it is iterated local search; annealing otherwise
 * @param moves how many it proposes
 * @param length how many would cool it down to the end; fewer are its beginning
 * @param hot heat at the beginning
 * @param cold heat at the end
 */
record Restart(
    int aim,
    int windows,
    int rank,
    boolean hops,
    long moves,
    long length,
    double hot,
    double cold) {
  static Restart even(int aim, int windows, long moves, double hot, double cold) {
    return new Restart(aim, windows, 0, false, moves, moves, hot, cold);
  }

  static Restart hops(int aim, int rank, long moves, double hot, double cold) {
    return new Restart(aim, 0, rank, true, moves, moves, hot, cold);
  }

  /** Only its first so many moves. */
  Restart first(long count) {
    return new Restart(aim, windows, rank, hops, Math.min(count, moves), length, hot, cold);
  }
}
